"""The bank account of a donor, encrypted, beside the keyed hash by which it is found."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0041_checked_as_a_whole")]

    operations = [
        migrations.AddField(
            model_name="donor",
            name="bank_account",
            field=models.BinaryField(blank=True, verbose_name="số tài khoản ngân hàng"),
        ),
        migrations.AddField(
            model_name="donor",
            name="bank_account_hash",
            field=models.BinaryField(
                db_index=True, max_length=16, null=True, verbose_name="khóa số tài khoản ngân hàng"
            ),
        ),
    ]
