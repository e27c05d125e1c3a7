"""The command line: `python -m dashboard COMMAND`.

Exit status: 0 done, 1 refused, 2 wrong usage. With `--json` a command prints one JSON object on standard output and
nothing else.
"""

import click

from dashboard.commands.benefits import benefits_command
from dashboard.commands.figures import scorecard_command, verify_command
from dashboard.commands.files import import_command, imports_command, profiles_command, template_command, undo_command
from dashboard.commands.gains_plan import gains_plan_command
from dashboard.commands.outsiders import outsiders_command
from dashboard.commands.parameter import parameter_command
from dashboard.commands.people import grant_command, people_command, revoke_command
from dashboard.commands.reinvestment import reinvest_command
from dashboard.commands.running import demo_command, init_command, serve_command
from dashboard.commands.sign_in import sign_in_command
from dashboard.commands.trail import audit_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Brobygger: a municipality's innovation and its budget in the same picture."""


for command in (
    init_command,
    demo_command,
    serve_command,
    sign_in_command,
    profiles_command,
    template_command,
    import_command,
    imports_command,
    undo_command,
    scorecard_command,
    benefits_command,
    gains_plan_command,
    outsiders_command,
    parameter_command,
    verify_command,
    audit_command,
    grant_command,
    revoke_command,
    people_command,
    reinvest_command,
):
    main.add_command(command)
