"""Django's own, for a database that this version knows, and never backwards over records: they go with their tables."""

from django.core.management import CommandError, call_command
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from programmes.actions import disclosures, sealed_records, seals, valuations
from programmes.management.base import PortalCommand
from programmes.management.numbering import insist_known
from programmes.models import AuditEvent


class Command(PortalCommand, migrate.Command):
    makes_tables = True
    help = "Lập hoặc nâng cấp các bảng của cơ sở dữ liệu theo bản đang cài."

    def handle(self, *args, **options):
        self.database = options["database"]
        insist_known()
        self._insist_not_within_one_step(options["app_label"], options["migration_name"])
        super().handle(*args, **options)
        call_command("createcachetable", database=self.database, verbosity=0)
        if self._is_newest():
            disclosures.catch_up()
            valuations.catch_up()
            seals.begin()
            sealed_records.begin()

    def _insist_not_within_one_step(self, app, name):
        """A database that was made in one step, or has come as far, has none of the steps that this one replaced."""
        if name is None:
            return
        loader = MigrationLoader(connections[self.database])
        made = [migration for key, migration in loader.replacements.items() if key in loader.graph.nodes]
        gone = {step for migration in made for step in migration.replaces} & loader.applied_migrations.keys()
        if any(of == app and step.startswith(name) for of, step in gone):
            raise CommandError(
                "Cơ sở dữ liệu này không lùi lại được tới bước đó; muốn bản trước thì khôi phục bản sao lưu "
                "(docs/operations.md)."
            )

    def _is_newest(self):
        """Whether the tables are those of this release: at an earlier one the models know columns that they lack."""
        executor = MigrationExecutor(connections[self.database])
        return not executor.migration_plan(executor.loader.graph.leaf_nodes("programmes"))

    def migration_progress_callback(self, action, migration=None, fake=False):
        """Told before each step, and so before the first table goes."""
        if action == "unapply_start" and self._holds_records():
            raise CommandError(
                "Cơ sở dữ liệu này đã có bản ghi nên không lùi lại được, bảng bị bỏ thì bản ghi mất theo; "
                "muốn bản trước thì khôi phục bản sao lưu (docs/operations.md)."
            )
        super().migration_progress_callback(action, migration, fake)

    def _holds_records(self):
        """Whatever is entered leaves an event."""
        tables = connections[self.database].introspection.table_names()
        return AuditEvent._meta.db_table in tables and AuditEvent.objects.using(self.database).exists()
