"""Wire copy to drafts.

``parse`` reads bytes and knows no database; ``store`` keeps an item with its provenance and
makes the draft; ``importer`` walks files and folders and ties the two together.
"""
