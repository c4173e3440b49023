"""The phases: each looks at one thing, and gives its findings."""
