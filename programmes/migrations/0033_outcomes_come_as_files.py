"""What became of each gift of a hand-over may come as a file, with a right of its own."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0032_daily_mail"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="handoverevent",
            options={
                "ordering": ["-held_on", "-pk"],
                "permissions": [
                    ("hand_over_handoverevent", "Ghi nhận đã trao"),
                    ("import_handoverevent", "Nhập tệp kết quả trao"),
                    ("export_handoverevent", "Xuất tệp kết quả trao"),
                ],
                "verbose_name": "buổi trao tặng",
                "verbose_name_plural": "buổi trao tặng",
            },
        ),
        migrations.AlterField(
            model_name="headingmemory",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                    ("outcomes", "kết quả trao"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                    ("outcomes", "kết quả trao"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
        migrations.AlterField(
            model_name="valuememory",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                    ("outcomes", "kết quả trao"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
    ]
