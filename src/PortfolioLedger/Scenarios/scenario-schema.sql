-- Scenarios: a stream of facts for each, beside the journal. Safe to run again.

create table if not exists ledger.scenario_event (
    portfolio text collate "C" not null,
    scenario text collate "C" not null,
    version integer not null,
    data json not null,
    actor jsonb not null,
    recorded_at timestamptz not null default clock_timestamp(),
    path text,
    key text,
    body_hmac bytea,
    primary key (portfolio, scenario, version)
);
create unique index if not exists scenario_event_by_key
    on ledger.scenario_event (portfolio, (actor ->> 'id'), path, key) where key is not null;
comment on table ledger.scenario_event is
    'What is tried, dense versions from 1 for each scenario. Never part of the journal.';

create or replace trigger append_only before update or delete on ledger.scenario_event
    for each row execute function ledger.refuse_change();
alter table ledger.scenario_event enable always trigger append_only;
create or replace trigger append_only_truncate before truncate on ledger.scenario_event
    for each statement execute function ledger.refuse_change();
alter table ledger.scenario_event enable always trigger append_only_truncate;
