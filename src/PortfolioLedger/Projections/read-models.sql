-- What dashboards read. All of it follows from the journal and can be built again.

create table if not exists ledger.read_model_live (
    only_row boolean primary key default true check (only_row),
    version int not null
);
insert into ledger.read_model_live (version) values (1) on conflict do nothing;
comment on table ledger.read_model_live is 'Which build of the read models is read.';

create table if not exists ledger.read_model (
    projection_version int not null,
    portfolio text not null,
    position bigint not null,
    day date not null,
    waiting date[] not null,
    primary key (projection_version, portfolio)
);
comment on table ledger.read_model is 'How far each portfolio is stored; days on which something takes effect later.';

create table if not exists ledger.view_document (
    projection_version int not null,
    portfolio text not null,
    view text not null,
    view_version int not null,
    position bigint not null,
    effective_on date not null,
    digest text not null,
    next_cursor text,
    body bytea not null,
    primary key (projection_version, portfolio, view)
);
comment on table ledger.view_document is 'Views as the API answers them, without their first fields.';

-- Not logged: a crash empties it, and every answer in it can be computed again.
create unlogged table if not exists ledger.current_document (
    portfolio text not null,
    view text not null,
    view_version int not null,
    fold_version int not null,
    position bigint not null,
    effective_on date not null,
    known_at timestamptz not null,
    claimed boolean not null,
    digest text not null,
    next_cursor text,
    body bytea not null,
    primary key (portfolio, view)
);
comment on table ledger.current_document is 'Answers about portfolios that are seldom asked for, as they were computed on a day; a cache.';

create table if not exists ledger.parked_portfolio (
    projection_version int not null,
    portfolio text not null,
    position bigint not null,
    type text,
    error text not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (projection_version, portfolio)
);
comment on table ledger.parked_portfolio is 'Portfolios whose next event cannot be applied; they stand still.';

-- Keeps a rebuild from switching over while a page is written; refuses when it just did.
create or replace function ledger.hold_read_models(expected int) returns void language plpgsql as $$
begin
    perform 1 from ledger.read_model_live where version = expected for share;
    if not found then
        raise exception 'the read models were rebuilt meanwhile' using errcode = 'serialization_failure';
    end if;
end $$;

create table if not exists ledger.bi_initiative (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    initiative text not null, name text not null, kind text not null, stage text not null,
    department text, value_stream text, phase text, sponsor text, budget numeric, spend numeric,
    baseline_completion date, forecast_completion date, board_priority int,
    outputs_delivered int not null, on_time_share numeric, outcomes_linked int not null,
    outcomes_measured int not null, attainment numeric, quadrant text not null,
    primary key (projection_version, portfolio, initiative, valid_from)
);
alter table ledger.bi_initiative add column if not exists requested_budget numeric;
create table if not exists ledger.bi_objective (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    objective text not null, title text not null, level text not null, status text not null,
    weight numeric, parent text, owner text, horizon_end date, spend_share numeric, funded boolean,
    attainment numeric, outcomes_measured int, outcomes_linked int, coverage numeric,
    primary key (projection_version, portfolio, objective, valid_from)
);
-- Rows of earlier releases have none of these until they are built again.
alter table ledger.bi_objective add column if not exists attainment numeric,
    add column if not exists outcomes_measured int, add column if not exists outcomes_linked int,
    add column if not exists coverage numeric;
create table if not exists ledger.bi_alignment (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    initiative text not null, name text not null, score numeric not null, budget numeric,
    primary key (projection_version, portfolio, initiative, valid_from)
);
create table if not exists ledger.bi_rank_history (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    initiative text not null, name text not null, rank int not null, score numeric,
    funded boolean, budget numeric, board_priority int, model text not null, model_version int not null,
    primary key (projection_version, portfolio, initiative, valid_from)
);
alter table ledger.bi_rank_history add column if not exists stage text,
    add column if not exists requested_budget numeric, add column if not exists cost_basis text,
    add column if not exists not_funded text, add column if not exists not_funded_day date;
-- An index that no remaining cost divides has no number.
alter table ledger.bi_rank_history alter column score drop not null;
create table if not exists ledger.bi_outcome (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    outcome text not null, name text not null, unit text, direction text not null, kind text,
    category text, baseline numeric, target_min numeric, target_max numeric, target_by date, latest numeric, latest_on date,
    attainment numeric, status text,
    primary key (projection_version, portfolio, outcome, valid_from)
);
create table if not exists ledger.bi_benefit (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    line text not null, outcome text not null, initiative text, period text not null,
    kind text not null, class text, owner text, approved numeric, planned numeric, realised numeric,
    primary key (projection_version, portfolio, line, valid_from)
);
create table if not exists ledger.bi_financials (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    initiative text not null, name text not null, discount_rate numeric, npv numeric,
    approved_npv numeric, payback numeric, discounted_payback numeric, arr numeric, ecv numeric,
    productivity_index numeric,
    primary key (projection_version, portfolio, initiative, valid_from)
);
create table if not exists ledger.bi_listening (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    segment text not null, name text, voices int not null, linked int not null,
    linked_share numeric, answered int not null, answered_share numeric,
    median_days_to_answer numeric, served boolean not null,
    primary key (projection_version, portfolio, segment, valid_from)
);
create table if not exists ledger.bi_capacity (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    line text not null, period text not null, department text not null, name text not null,
    staff_role text not null, fte numeric not null, allocated numeric, peak_on date,
    over_allocation numeric,
    primary key (projection_version, portfolio, line, valid_from)
);
create table if not exists ledger.bi_board_decision (
    projection_version int not null, portfolio text not null,
    valid_from date not null, valid_to date,
    board_decision text not null, question text not null, status text not null, option text,
    tabled_on date not null, taken_on date, votes int not null, quorum int,
    open_conditions int not null, superseded_by text, borne_out text,
    primary key (projection_version, portfolio, board_decision, valid_from)
);
create table if not exists ledger.bi_decision (
    projection_version int not null, portfolio text not null, position bigint not null,
    type text not null, is_decision boolean not null, sentence text not null,
    subject_kind text not null, subject text not null, actor text not null, role text not null,
    department text, on_behalf_of text, known_at timestamptz not null,
    recorded_at timestamptz not null, effective_on date not null, rationale text, evidence jsonb,
    decision text, claimed boolean not null,
    primary key (projection_version, portfolio, position)
);
do $$
declare name text;
begin
    foreach name in array array['initiative', 'objective', 'alignment', 'rank_history', 'outcome',
        'benefit', 'financials', 'listening', 'capacity', 'board_decision'] loop
        execute format('create index if not exists bi_%1$s_day on ledger.bi_%1$s '
            '(projection_version, portfolio, valid_from)', name);
        execute format('create index if not exists bi_%1$s_end on ledger.bi_%1$s '
            '(projection_version, portfolio, valid_to)', name);
    end loop;
end $$;

create schema if not exists bi;
comment on schema bi is
    'Tables for dashboards. The state on a day: valid_from <= day and (valid_to is null or valid_to > day).';

create or replace view bi.initiative as select portfolio, initiative, valid_from, valid_to, name, kind,
    stage, department, value_stream, phase, sponsor, budget, spend, baseline_completion,
    forecast_completion, board_priority, outputs_delivered, on_time_share, outcomes_linked,
    outcomes_measured, attainment, quadrant, requested_budget
    from ledger.bi_initiative where projection_version = (select version from ledger.read_model_live);
create or replace view bi.objective as select portfolio, objective, valid_from, valid_to, title, level,
    status, weight, parent, owner, horizon_end, spend_share, funded, attainment, outcomes_measured,
    outcomes_linked, coverage
    from ledger.bi_objective where projection_version = (select version from ledger.read_model_live);
create or replace view bi.alignment as select portfolio, initiative, valid_from, valid_to, name, score,
    budget
    from ledger.bi_alignment where projection_version = (select version from ledger.read_model_live);
create or replace view bi.rank_history as select portfolio, initiative, valid_from, valid_to, name, rank,
    score, funded, budget, board_priority, model, model_version, stage, requested_budget,
    cost_basis, not_funded, not_funded_day
    from ledger.bi_rank_history where projection_version = (select version from ledger.read_model_live);
create or replace view bi.outcome as select portfolio, outcome, valid_from, valid_to, name, unit,
    direction, kind, category, baseline, target_min, target_max, target_by, latest, latest_on, attainment, status
    from ledger.bi_outcome where projection_version = (select version from ledger.read_model_live);
create or replace view bi.benefit as select portfolio, line, valid_from, valid_to, outcome,
    initiative, period, kind, class, owner, approved, planned, realised
    from ledger.bi_benefit where projection_version = (select version from ledger.read_model_live);
create or replace view bi.financials as select portfolio, initiative, valid_from, valid_to, name,
    discount_rate, npv, approved_npv, payback, discounted_payback, arr, ecv, productivity_index
    from ledger.bi_financials where projection_version = (select version from ledger.read_model_live);
create or replace view bi.listening as select portfolio, segment, valid_from, valid_to, name,
    voices, linked, linked_share, answered, answered_share, median_days_to_answer, served
    from ledger.bi_listening where projection_version = (select version from ledger.read_model_live);
create or replace view bi.capacity as select portfolio, line, valid_from, valid_to, period,
    department, name, staff_role, fte, allocated, peak_on, over_allocation
    from ledger.bi_capacity where projection_version = (select version from ledger.read_model_live);
create or replace view bi.board_decision as select portfolio, board_decision, valid_from,
    valid_to, question, status, option, tabled_on, taken_on, votes, quorum, open_conditions,
    superseded_by, borne_out
    from ledger.bi_board_decision where projection_version = (select version from ledger.read_model_live);
create or replace view bi.decision as select portfolio, position, type, is_decision, sentence,
    subject_kind, subject, actor, role, department, on_behalf_of, known_at, recorded_at, effective_on,
    rationale, evidence, decision, claimed
    from ledger.bi_decision where projection_version = (select version from ledger.read_model_live);

comment on view bi.initiative is 'Initiatives through time: stage, money, dates, outputs beside outcomes.';
comment on view bi.objective is 'Objectives through time: weight beside the share of budgets that goes to them and what their outcomes attain.';
comment on view bi.alignment is 'How well each open initiative serves the strategy, through time.';
comment on view bi.rank_history is 'The ranking of every day, by the scoring model in force that day.';
comment on view bi.outcome is 'Outcomes against their targets, through time.';
comment on view bi.benefit is 'Benefits planned and realised, line by line through time; harm is negative.';
comment on view bi.financials is 'What initiatives are worth by their financial case, through time.';
comment on view bi.listening is 'How customer segments are heard, answered and served, through time.';
comment on view bi.capacity is 'Stated capacity beside what is allocated of it, through time.';
comment on view bi.board_decision is 'Decisions of the board: votes, conditions, hindsight, through time.';
comment on view bi.decision is 'The audit history: one row an event.';

-- One line a column: what it means, with its unit.
do $$
declare
    said record;
    col record;
begin
    for said in select * from (values
        ('portfolio', 'Key of the portfolio.'),
        ('valid_from', 'First UTC day of this state; in the future for what is known to take effect then.'),
        ('valid_to', 'First UTC day on which this state holds no longer; null: no end is known.'),
        ('initiative', 'Key of the initiative.'), ('objective', 'Key of the objective.'),
        ('outcome', 'Key of the outcome.'), ('name', 'Name for people.'),
        ('title', 'Title for people.'), ('kind', 'Kind.'), ('stage', 'Stage of the life cycle.'),
        ('department', 'Key of the department.'), ('value_stream', 'Key of the value stream.'),
        ('phase', 'Phase of the delivery.'), ('sponsor', 'Who answers for it.'),
        ('budget', 'Approved budget over all periods, in the currency of the portfolio.'),
        ('requested_budget', 'Requested over all periods, in the currency of the portfolio.'),
        ('cost_basis', 'What it takes of the budget: approved, requested while nothing is approved, or none.'),
        ('not_funded', 'Why it is not funded: deferred, paused past its day, or does-not-fit.'),
        ('not_funded_day', 'When a deferred one is looked at again, or by when a paused one was to go on.'),
        ('spend', 'Recorded spend, in the currency of the portfolio.'),
        ('baseline_completion', 'Completion day as first planned.'),
        ('forecast_completion', 'Completion day as now forecast.'),
        ('board_priority', 'Priority class of the board; 1 comes first.'),
        ('outputs_delivered', 'Outputs delivered so far.'),
        ('on_time_share', 'Share of the planned outputs delivered when planned, 0 to 1.'),
        ('outcomes_linked', 'Outcomes linked to it, or to an objective below it.'),
        ('outcomes_measured', 'Outcomes linked to it, or to an objective below it, that were measured.'),
        ('attainment', 'From baseline (0) to target (1), not clamped; of several outcomes the weighted mean.'),
        ('coverage', 'Share of the linked outcomes that were measured, 0 to 1.'),
        ('quadrant', 'Where it stands between doing and achieving.'),
        ('level', 'Strategic, tactical or operational.'), ('status', 'Status on the day.'),
        ('weight', 'Weight as decided, 0 to 1; null when it carries none.'),
        ('parent', 'Key of the objective above it.'), ('owner', 'Who answers for it.'),
        ('horizon_end', 'Until when it is to be reached.'),
        ('spend_share', 'Share of the budgets that goes to it, 0 to 1.'),
        ('funded', 'Whether money goes to it; in a ranking: whether the budget covers it.'),
        ('score', 'Alignment 0 to 100; in a ranking: score under the model.'),
        ('rank', 'Place in the ranking, 1 is best.'), ('model', 'Key of the scoring model.'),
        ('model_version', 'Version of the scoring model.'), ('unit', 'Unit of all its values.'),
        ('direction', 'Which way is better.'), ('category', 'What it is about.'),
        ('baseline', 'Value before anything was done, in its unit.'),
        ('target_min', 'Lowest value that reaches the target, in its unit.'),
        ('target_max', 'Highest value that reaches the target, in its unit.'),
        ('target_by', 'Day by which the target is to be reached.'),
        ('latest', 'Latest measured value, in its unit.'), ('latest_on', 'Day it was measured.'),
        ('position', 'Place in the journal of the portfolio, dense from 1.'),
        ('type', 'Stored name of the event.'),
        ('is_decision', 'True when it says why it was decided.'),
        ('sentence', 'What happened, in the words of the day.'),
        ('subject_kind', 'Kind of the thing it is about.'),
        ('subject', 'Key of the thing it is about.'), ('actor', 'Who recorded it.'),
        ('role', 'In which role.'), ('on_behalf_of', 'For whom.'),
        ('known_at', 'When the ledger knew; for imported history when its source says so.'),
        ('recorded_at', 'When it was written.'), ('effective_on', 'Business day it takes effect.'),
        ('rationale', 'Why it was decided.'), ('evidence', 'What it rests on.'),
        ('decision', 'Governance decision it carries out.'),
        ('claimed', 'True for imported history: its source claims it.'),
        ('line', 'What makes the row one, in one text.'), ('period', 'Period of plan or budget.'),
        ('class', 'Whether the benefit frees money.'),
        ('approved', 'Planned when the board approved, in the currency of the portfolio.'),
        ('planned', 'Planned now, in the currency of the portfolio.'),
        ('realised', 'What came, in the currency of the portfolio.'),
        ('discount_rate', 'Per year, as a share.'), ('npv', 'Net present value.'),
        ('approved_npv', 'Net present value by the case the board approved.'),
        ('payback', 'Years until the outlay has come back.'),
        ('discounted_payback', 'The same at present values.'),
        ('arr', 'Accounting rate of return, as a share.'), ('ecv', 'Expected commercial value.'),
        ('productivity_index', 'Expected commercial value by remaining development cost.'),
        ('segment', 'Key of the customer segment; - when nobody said.'),
        ('voices', 'Voices of customers; merged ones count once.'),
        ('linked', 'Voices linked to an initiative.'), ('linked_share', 'Of all voices, 0 to 1.'),
        ('answered', 'Voices that got an answer.'), ('answered_share', 'Of all voices, 0 to 1.'),
        ('median_days_to_answer', 'Days from receiving to the first answer.'),
        ('served', 'Whether an initiative that goes on or succeeded is linked.'),
        ('staff_role', 'What the people can do.'), ('fte', 'Stated capacity in full-time equivalents.'),
        ('allocated', 'The most allocated on a day of the period, in full-time equivalents.'),
        ('peak_on', 'The first such day.'), ('over_allocation', 'Allocated above capacity.'),
        ('board_decision', 'Key of the decision of the board.'),
        ('question', 'What is to be decided.'), ('option', 'What was chosen; null before.'),
        ('tabled_on', 'Day it was put to the board.'), ('taken_on', 'Day it was taken.'),
        ('votes', 'How many voted.'), ('quorum', 'How many had to take part.'),
        ('open_conditions', 'Conditions that are not met yet.'),
        ('superseded_by', 'Key of the decision that replaced it.'),
        ('borne_out', 'Whether its rationale was borne out, as last reviewed.')
    ) as words (column_name, meaning) loop
        for col in select table_name from information_schema.columns c
            where c.table_schema = 'bi' and c.column_name = said.column_name loop
            execute format('comment on column bi.%I.%I is %L', col.table_name, said.column_name, said.meaning);
        end loop;
    end loop;
end $$;

-- A group role for dashboards: grant it to a login of your own.
do $$
begin
    if not exists (select from pg_roles where rolname = 'bi') then
        create role bi nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise warning 'role bi is not created: this database user may not create roles';
end $$;
do $$
begin
    grant usage on schema bi to bi;
    grant select on all tables in schema bi to bi;
exception
    when undefined_object then null;
    when insufficient_privilege then raise warning 'role bi is not granted the schema bi';
end $$;
