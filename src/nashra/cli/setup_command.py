"""``nashra setup``: a real newsroom."""

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command

from nashra.accounts.models import Role, User
from nashra.changes.unit import unit_of_work
from nashra.newsroom.actions import AlreadyFounded, found_newsroom, grant_role
from nashra.newsroom.models.newsroom import Digits, Months


def _languages(value: str) -> list[str]:
    wanted = [part.strip() for part in value.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in {"ar", "en"}]
    if unknown or not wanted or wanted[0] != "ar":
        raise click.BadParameter("ar, or ar,en: Arabic is the main edition", param_hint="languages")
    return list(dict.fromkeys(wanted))


def _names(languages: list[str], name: str, name_en: str | None) -> dict[str, str]:
    names = {"ar": name}
    if "en" in languages:
        names["en"] = name_en or click.prompt("Name in English · الاسم بالإنكليزية")
    return names


@click.command()
@click.option("--name", prompt="Name of the newsroom · اسم غرفة الأخبار")
@click.option("--name-en", help="Name of the English edition.")
@click.option(
    "--origin", prompt="Address for readers · عنوان الموقع", default="http://localhost:8000"
)
@click.option("--zone", prompt="Time zone (IANA) · المنطقة الزمنية", default="Asia/Beirut")
@click.option("--languages", prompt="Languages (ar or ar,en) · اللغات", default="ar")
@click.option(
    "--months",
    prompt="Month names · أسماء الأشهر",
    default=Months.EGYPTIAN_LEVANTINE.value,
    type=click.Choice(Months.values),
)
@click.option(
    "--digits",
    prompt="Digits · الأرقام",
    default=Digits.LATN.value,
    type=click.Choice(Digits.values),
)
@click.option("--admin", prompt="User name of the administrator · اسم مستخدم المدير")
@click.option("--email", prompt="E-mail of the administrator · بريد المدير")
@click.option(
    "--password",
    prompt="Password · كلمة المرور",
    hide_input=True,
    confirmation_prompt=True,
    envvar="NASHRA_ADMIN_PASSWORD",
    help="Better through NASHRA_ADMIN_PASSWORD than here.",
)
def setup(
    name: str, name_en: str | None, origin: str, zone: str, languages: str, months: str,
    digits: str, admin: str, email: str, password: str,
) -> None:  # fmt: skip
    """Start a newsroom: asks for what is not given."""
    call_command("migrate", verbosity=0, interactive=False)
    names = _names(_languages(languages), name, name_en)
    try:
        user = User(username=admin, email=email)
        validate_password(password, user)
        with unit_of_work(cause="setup"):
            found_newsroom(
                names=names, origin=origin.rstrip("/"), zone=zone, months=months, digits=digits
            )
            user.set_password(password)
            user.full_clean()
            user.save()
            grant_role(user=user, role=Role.ADMINISTRATOR)
    except AlreadyFounded as error:
        raise click.ClickException("This home holds a newsroom. · توجد غرفة أخبار.") from error
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo(f"{name} is founded. Next: nashra serve, then open /desk/ and add sections.")
