create table if not exists ledger.report_run (
    portfolio text not null,
    report text not null,
    run int not null,
    due_at timestamptz,
    made_at timestamptz not null,
    requested_by text not null,
    request_key text,
    definition_position bigint not null,
    definition jsonb not null,
    format text not null,
    position bigint,
    effective_on date,
    source text,
    digest text,
    result_hash text,
    items int,
    result bytea,
    error_code text,
    error text,
    primary key (portfolio, report, run),
    unique (portfolio, report, due_at),
    unique (portfolio, report, requested_by, request_key)
);
comment on table ledger.report_run is
    'Reports as they were made, with the digest of the view and the pinned question to make them again.';

create table if not exists ledger.report_mail (
    portfolio text not null,
    report text not null,
    run int not null,
    mail_to text not null,
    status text not null check (status in ('pending', 'delivered', 'dead')),
    attempts int not null default 0,
    handed_at timestamptz not null,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz,
    last_error text,
    primary key (portfolio, report, run)
);
comment on table ledger.report_mail is
    'Reports that were made by schedule and are mailed, and what came of each mail.';

create table if not exists ledger.report_due (
    portfolio text not null,
    report text not null,
    schedule_position bigint not null,
    due_at timestamptz not null,
    primary key (portfolio, report)
);
comment on table ledger.report_due is
    'The next moment each scheduled report is due, by the event that scheduled it.';

create table if not exists ledger.subscription_cursor (
    portfolio text not null,
    subscription text not null,
    position bigint not null,
    primary key (portfolio, subscription)
);
comment on table ledger.subscription_cursor is
    'How far each subscription has come: events up to this position are handed over for delivery.';

create table if not exists ledger.delivery (
    portfolio text not null,
    subscription text not null,
    position bigint not null,
    status text not null check (status in ('pending', 'delivered', 'dead')),
    attempts int not null default 0,
    handed_at timestamptz not null,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz,
    last_error text,
    primary key (portfolio, subscription, position)
);
comment on table ledger.delivery is 'Events handed over for delivery, and what came of each.';
create index if not exists delivery_by_status on ledger.delivery (portfolio, subscription, status, position);

insert into ledger.secret (name, value)
values ('webhook', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
on conflict do nothing;
