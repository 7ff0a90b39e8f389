-- Portfolios that are spread over several databases. Safe to run again.

create table if not exists ledger.portfolio_database (
    portfolio text primary key,
    database text not null,
    moving_to text,
    changed_at timestamptz not null default clock_timestamp()
);
comment on table ledger.portfolio_database is 'Which database each portfolio is in, and where it is moving to; of the first database, and empty where there is one only.';
create index if not exists portfolio_database_changed on ledger.portfolio_database (changed_at);

create table if not exists ledger.moved_portfolio (
    portfolio text primary key,
    database text not null,
    moved_at timestamptz not null default clock_timestamp()
);
comment on table ledger.moved_portfolio is 'Portfolios that have left this database, or are about to, and where to: nothing is recorded in them here.';
