"""``nashra views``."""

import json
from datetime import UTC, datetime

import click

from nashra.audience import queries, ranking

MOST = 10


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every story.")
def views(as_json: bool) -> None:
    """How often stories were viewed: in all, today, in the last seven days."""
    now = datetime.now(UTC)
    total = queries.totals()
    today, week = (queries.since(*ranking.since(span, now)) for span in ranking.SPANS)
    none = queries.Counted(views=0, over=0)
    stories = {
        public_id: {
            "total": found.views,
            "today": today.get(public_id, none).views,
            "week": week.get(public_id, none).views,
            "over": found.over,
        }
        for public_id, found in sorted(total.items())
    }
    sums = {
        name: sum(row[name] for row in stories.values())
        for name in ("total", "today", "week", "over")
    }
    if as_json:
        values = {"v": 1, "at": now.isoformat(timespec="seconds"), **sums, "stories": stories}
        click.echo(json.dumps(values))
        return
    click.echo(f"in all {sums['total']:,}, today {sums['today']:,}, seven days {sums['week']:,}")
    click.echo(f"above the cap, and in no other figure: {sums['over']:,}")
    for public_id in sorted(stories, key=lambda key: -stories[key]["today"])[:MOST]:
        row = stories[public_id]
        click.echo(f"  {public_id}  today {row['today']:,}  in all {row['total']:,}")
