import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from search.engines.database import schema


def make_text_index(apps, schema_editor):
    schema.ensure(schema_editor.connection.alias)


def drop_text_index(apps, schema_editor):
    schema.drop(schema_editor.connection.alias)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience_public', models.BooleanField(default=False)),
                ('audience_countries', models.TextField(blank=True, default='')),
                ('audience_specialties', models.TextField(blank=True, default='')),
                ('audience_named', models.TextField(blank=True, default='')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('group', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=12)),
                ('past_languages', models.CharField(blank=True, max_length=60)),
                ('title', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('url', models.TextField(blank=True)),
                ('country', models.CharField(blank=True, max_length=8)),
                ('specialties', models.TextField(blank=True)),
                ('status', models.CharField(blank=True, max_length=40)),
                ('year', models.PositiveSmallIntegerField(default=0)),
                ('published_at', models.DateTimeField()),
                ('owner', models.CharField(blank=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('hash', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveBigIntegerField(default=0)),
                ('counted_version', models.PositiveBigIntegerField(default=0)),
                ('removed', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'entries',
            },
        ),
        migrations.CreateModel(
            name='IndexJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('version', models.PositiveBigIntegerField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                ('error', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='QueryLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('query', models.CharField(max_length=120)),
                ('count', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Rebuild',
            fields=[
                ('language', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('index', models.CharField(max_length=200)),
                ('cursor', models.BigIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('term', models.CharField(max_length=64)),
                ('entries', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('word', models.CharField(max_length=64)),
                ('term', models.CharField(max_length=64)),
                ('head', models.CharField(max_length=3)),
                ('tail', models.CharField(max_length=3)),
                ('entries', models.IntegerField(default=0)),
                ('public_entries', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Corpus',
            fields=[
                ('language', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('entries', models.BigIntegerField(default=0)),
                ('length', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'corpora',
                'constraints': [models.CheckConstraint(condition=models.Q(('language', ''), _negated=True), name='search_corpus_language')],
            },
        ),
        migrations.CreateModel(
            name='EntryWords',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='search.entry')),
                ('language', models.CharField(max_length=2)),
                ('words', models.TextField(blank=True)),
                ('length', models.PositiveIntegerField(default=0)),
                ('public', models.BooleanField(default=False)),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['group'], name='search_entry_group'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('removed', False)), fields=['-published_at', 'key'], name='search_entry_newest'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('counted_version__lt', models.F('version'))), fields=['id'], name='search_entry_uncounted'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('group', ''), _negated=True)), name='search_entry_has_key'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('removed', False), models.Q(('body', ''), ('summary', ''), ('title', '')), _connector='OR'), name='search_tombstone_has_no_text'),
        ),
        migrations.AddIndex(
            model_name='indexjob',
            index=models.Index(fields=['not_before', 'id'], name='search_indexjob_due'),
        ),
        migrations.AddConstraint(
            model_name='indexjob',
            constraint=models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='search_indexjob_version'),
        ),
        migrations.AddConstraint(
            model_name='querylog',
            constraint=models.UniqueConstraint(fields=('day', 'query'), name='search_querylog_once'),
        ),
        migrations.AddConstraint(
            model_name='rebuild',
            constraint=models.CheckConstraint(condition=models.Q(('index', ''), _negated=True), name='search_rebuild_index'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('language', 'term'), name='search_term_once'),
        ),
        migrations.AddIndex(
            model_name='word',
            index=models.Index(fields=['language', 'term'], name='search_word_term'),
        ),
        migrations.AddIndex(
            model_name='word',
            index=models.Index(fields=['language', 'head'], name='search_word_head'),
        ),
        migrations.AddIndex(
            model_name='word',
            index=models.Index(fields=['language', 'tail'], name='search_word_tail'),
        ),
        migrations.AddConstraint(
            model_name='word',
            constraint=models.UniqueConstraint(fields=('language', 'word'), name='search_word_once'),
        ),
        migrations.AddConstraint(
            model_name='entrywords',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), _negated=True), name='search_entrywords_language'),
        ),
        migrations.RunPython(make_text_index, drop_text_index),
    ]
