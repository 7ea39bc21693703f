"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = '0001_first_tables'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('partnership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('small_number', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.CheckConstraint('small_number between 3 and 20', name=op.f('ck_partnership_small_number_in_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partnership'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_organisation_partnership_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_partnership_id'), ['partnership_id'], unique=False)

    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('verb_en', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_role_partnership_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('partnership_id', 'verb', name=op.f('uq_role_partnership_id_verb'))
    )
    with op.batch_alter_table('role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_partnership_id'), ['partnership_id'], unique=False)

    op.create_table('venue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('day_limit', sa.Integer(), nullable=False),
    sa.Column('colour', sa.String(length=20), nullable=False),
    sa.Column('picture', sa.String(length=20), nullable=False),
    sa.Column('offers_company', sa.Boolean(), nullable=False),
    sa.Column('daily_cap', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.CheckConstraint('day_limit between 0 and 720', name=op.f('ck_venue_day_limit_in_range')),
    sa.CheckConstraint('daily_cap > 0', name=op.f('ck_venue_daily_cap_positive')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_venue_organisation_id')),
    sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_venue_partnership_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_venue'))
    )
    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_venue_partnership_id'), ['partnership_id'], unique=False)

    op.create_table('activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('is_cause', sa.Boolean(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=True),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_activity_venue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_venue_id'), ['venue_id'], unique=False)

    op.create_table('day',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('service_date', sa.Date(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_day_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'service_date', name=op.f('pk_day'))
    )
    with op.batch_alter_table('day', schema=None) as batch_op:
        batch_op.create_index('ix_day_closed_ends_at', ['closed', 'ends_at'], unique=False)

    op.create_table('logbook',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_logbook_venue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logbook')),
    sa.UniqueConstraint('venue_id', 'quarter', name=op.f('uq_logbook_venue_id_quarter'))
    )
    with op.batch_alter_table('logbook', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_logbook_venue_id'), ['venue_id'], unique=False)

    op.create_table('opening_hours',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('opens', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Integer(), nullable=False),
    sa.CheckConstraint('closes > opens', name=op.f('ck_opening_hours_closes_after_opens')),
    sa.CheckConstraint('weekday between -1 and 6', name=op.f('ck_opening_hours_weekday_in_range')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_opening_hours_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'valid_from', 'weekday', name=op.f('pk_opening_hours'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('failed_sign_ins', sa.Integer(), nullable=False),
    sa.Column('wait_until', sa.DateTime(), nullable=True),
    sa.Column('last_venue_id', sa.Integer(), nullable=True),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['last_venue_id'], ['venue.id'], name=op.f('fk_person_last_venue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    op.create_table('partnership_language',
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=False),
    sa.Column('approved_by', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['approved_by'], ['person.id'], name=op.f('fk_partnership_language_approved_by')),
    sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_partnership_language_partnership_id')),
    sa.PrimaryKeyConstraint('partnership_id', 'language', name=op.f('pk_partnership_language'))
    )
    op.create_table('venue_language_off',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_language_off_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'language', name=op.f('pk_venue_language_off'))
    )
    op.create_table('venue_role',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_venue_role_role_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_role_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'role_id', name=op.f('pk_venue_role'))
    )
    op.create_table('activity_time',
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Integer(), nullable=False),
    sa.Column('ends', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends > starts', name=op.f('ck_activity_time_ends_after_starts')),
    sa.CheckConstraint('weekday between 0 and 6', name=op.f('ck_activity_time_weekday_in_range')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_time_activity_id')),
    sa.PrimaryKeyConstraint('activity_id', 'weekday', name=op.f('pk_activity_time'))
    )
    op.create_table('code',
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('grace_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_code_activity_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_code_venue_id')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_code'))
    )
    with op.batch_alter_table('code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_venue_id'), ['venue_id'], unique=False)

    op.create_table('day_count',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('service_date', sa.Date(), nullable=False),
    sa.Column('cell', sa.String(length=40), nullable=False),
    sa.Column('measure', sa.String(length=20), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=10), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_day_count_number_not_negative')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_day_count_activity_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_day_count_role_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_day_count_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'service_date', 'cell', name=op.f('pk_day_count'))
    )
    op.create_table('day_key',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('service_date', sa.Date(), nullable=False),
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['venue_id', 'service_date'], ['day.venue_id', 'day.service_date'], name=op.f('fk_day_key_venue_id_service_date')),
    sa.PrimaryKeyConstraint('venue_id', 'service_date', name=op.f('pk_day_key')),
    sqlite_with_rowid=False
    )
    op.create_table('handed_in',
    sa.Column('logbook_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('handed_in_at', sa.DateTime(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['logbook_id'], ['logbook.id'], name=op.f('fk_handed_in_logbook_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_handed_in_person_id')),
    sa.PrimaryKeyConstraint('logbook_id', 'version', name=op.f('pk_handed_in'))
    )
    op.create_table('host_venue',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_host_venue_person_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_host_venue_venue_id')),
    sa.PrimaryKeyConstraint('person_id', 'venue_id', name=op.f('pk_host_venue'))
    )
    with op.batch_alter_table('host_venue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_host_venue_venue_id'), ['venue_id'], unique=False)

    op.create_table('membership',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_membership_partnership_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'partnership_id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_partnership_id'), ['partnership_id'], unique=False)

    op.create_table('month_count',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('cell', sa.String(length=40), nullable=False),
    sa.Column('measure', sa.String(length=20), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=10), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_month_count_number_not_negative')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_month_count_activity_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_month_count_role_id')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_month_count_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'month', 'cell', name=op.f('pk_month_count'))
    )
    op.create_table('reflection',
    sa.Column('logbook_id', sa.Integer(), nullable=False),
    sa.Column('prompt', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['logbook_id'], ['logbook.id'], name=op.f('fk_reflection_logbook_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reflection_person_id')),
    sa.PrimaryKeyConstraint('logbook_id', 'prompt', name=op.f('pk_reflection'))
    )
    op.create_table('sign_in',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_sign_in'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('tap',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('service_date', sa.Date(), nullable=False),
    sa.Column('mac', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['venue_id', 'service_date'], ['day.venue_id', 'day.service_date'], name=op.f('fk_tap_venue_id_service_date')),
    sa.PrimaryKeyConstraint('venue_id', 'service_date', 'mac', name=op.f('pk_tap')),
    sqlite_with_rowid=False
    )
    op.create_table('visit',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('service_date', sa.Date(), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Boolean(), nullable=False),
    sa.Column('wants_company', sa.Boolean(), nullable=False),
    sa.Column('has_idea', sa.Boolean(), nullable=False),
    sa.Column('held', sa.Boolean(), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_visit_size_positive')),
    sa.ForeignKeyConstraint(['venue_id', 'service_date'], ['day.venue_id', 'day.service_date'], name=op.f('fk_visit_venue_id_service_date')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index('ix_visit_venue_id_service_date', ['venue_id', 'service_date'], unique=False)

    op.create_table('participation',
    sa.Column('visit_id', sa.String(length=32), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_participation_activity_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_participation_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit_id', 'activity_id', name=op.f('pk_participation')),
    sqlite_with_rowid=False
    )
    op.create_table('visit_role',
    sa.Column('visit_id', sa.String(length=32), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_visit_role_activity_id')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_visit_role_role_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_role_visit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit_id', 'role_id', name=op.f('pk_visit_role')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('visit_role')
    op.drop_table('participation')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index('ix_visit_venue_id_service_date')

    op.drop_table('visit')
    op.drop_table('tap')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_person_id'))

    op.drop_table('sign_in')
    op.drop_table('reflection')
    op.drop_table('month_count')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_partnership_id'))

    op.drop_table('membership')
    with op.batch_alter_table('host_venue', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_host_venue_venue_id'))

    op.drop_table('host_venue')
    op.drop_table('handed_in')
    op.drop_table('day_key')
    op.drop_table('day_count')
    with op.batch_alter_table('code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_venue_id'))
        batch_op.drop_index(batch_op.f('ix_code_activity_id'))

    op.drop_table('code')
    op.drop_table('activity_time')
    op.drop_table('venue_role')
    op.drop_table('venue_language_off')
    op.drop_table('partnership_language')
    op.drop_table('person')
    op.drop_table('opening_hours')
    with op.batch_alter_table('logbook', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_logbook_venue_id'))

    op.drop_table('logbook')
    with op.batch_alter_table('day', schema=None) as batch_op:
        batch_op.drop_index('ix_day_closed_ends_at')

    op.drop_table('day')
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_venue_id'))

    op.drop_table('activity')
    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_venue_partnership_id'))

    op.drop_table('venue')
    with op.batch_alter_table('role', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_partnership_id'))

    op.drop_table('role')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_partnership_id'))

    op.drop_table('organisation')
    op.drop_table('partnership')
