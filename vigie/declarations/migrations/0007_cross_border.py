from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0006_thread'),
    ]

    operations = [
        migrations.AddField(
            model_name='declaration',
            name='cross_border',
            field=models.CharField(default='unknown', max_length=10),
        ),
    ]
