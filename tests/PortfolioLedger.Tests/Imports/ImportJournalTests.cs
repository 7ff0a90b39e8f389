using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Importing through the real journal on PostgreSQL.</summary>
public sealed class ImportJournalTests : IAsyncLifetime
{
    private static readonly Key Portfolio = CapitalProjects.Portfolio;

    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private BookKeeper _keeper = null!;
    private Journal _journal = null!;
    private HistoryWriter _writer = null!;
    private JournalSessions _sessions = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _source = LedgerStore.OpenSource(_database.Connections.App);
        await LedgerSchema.MigrateAsync(_database.Connections, [], Cancel);
        _sessions = new(LedgerStore.Settings(_database.Connections.App), _source);
        var snapshots = new BookSnapshots(_source, NullLogger<BookSnapshots>.Instance);
        _keeper = new BookKeeper(
            _source, new JournalReader(_source), snapshots, TimeProvider.System,
            new(256 * 1024 * 1024));
        _journal = new Journal(new BatchWriter(_sessions, _keeper, snapshots,
            new ReceiptSecret(), NullLogger<BatchWriter>.Instance), NullLogger<Journal>.Instance);
        _writer = new HistoryWriter(
            _sessions,
            _keeper,
            snapshots,
            NullLogger<HistoryWriter>.Instance
        )
        {
            MaxEvents = 1_000,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task New_Yorks_capital_projects_are_imported_replayed_and_recognised()
    {
        var path = RealData.CapitalProjects;
        var report = await ImportAsync(CapitalProjects.Mapping, path);
        CapitalProjects.MustBeReported(report);
        var last = await _keeper.LastPositionAsync(Portfolio, Cancel);
        Assert.Equal(report.Events.Values.Sum(), last);
        var entries = await _keeper.ReadAsync(Portfolio, 0, last, Cancel).Select(e => e.Entry)
            .ToListAsync(Cancel);
        Assert.Equal(199, CapitalProjects.LaterPhases(entries));
        var head = (await _keeper.FreshHeadAsync(Portfolio, Cancel))!;
        CapitalProjects.MustReconcile(head);
        CapitalProjects.MustHavePublishedBudgets(head, path);
        Assert.Equal(64_255_264.52m, await BudgetAsync("2016-01-01"));
        Assert.Equal(103_885_283m, await BudgetAsync("2016-07-01"));
        Assert.Equal(64_285_939.2m, await BudgetAsync("2016-11-01"));

        var again = await ImportAsync(CapitalProjects.Mapping, path);
        Assert.Equal((0, 0), (again.ExitCode, again.Events.Count));
        Assert.Equal(last, await _keeper.LastPositionAsync(Portfolio, Cancel));
    }

    [Fact]
    public async Task The_journal_records_what_a_dry_run_says()
    {
        using var file = new SampleFile(
            "2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,",
            "2020-02-01,7,Bridge,DOT,,Bridges,Build,120,20,2021-02-01,31,",
            "2020-02-01,8,Tunnel,DOT,,Bridges,Build,oops,,,,");
        var rehearsed = await ImportAsync(Samples.Mapping, file.Name, new(DryRun: true));
        Assert.Equal(0, await _keeper.LastPositionAsync(Portfolio, Cancel));
        var imported = await ImportAsync(Samples.Mapping, file.Name);
        Assert.Equal(rehearsed.Events, imported.Events);
        Assert.Equal(rehearsed.Rows, imported.Rows);
    }

    [Fact]
    public async Task An_import_stores_the_rows_that_single_submissions_store()
    {
        using var file = new SampleFile(
            "2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,",
            "2020-02-01,7,Bridge,DOT,,Bridges,Build,120,20,2021-02-01,31,");
        var report = await ImportAsync(Samples.Mapping, file.Name);
        var mapping = Samples.Mapping;
        await using var opened = File.OpenRead(file.Name);
        var plan = new ImportPlanner(Key.Parse("twin"), mapping,
            await SnapshotReader.ReadAsync(opened, mapping, null, Cancel), [],
            new Rehearsal(Book.Empty(Key.Parse("twin")), DateTimeOffset.UtcNow),
            report.Import!.Value).Plan();
        foreach (var planned in plan.Rows)
            Assert.IsType<Answer.Receipt>(
                await _journal.Submit(planned.Rehearsed.Submission, Cancel)
            );
        foreach (
            var rows in (string[])
                [
                    """
                        select string_agg((to_jsonb(e) - '{seq_id,id,timestamp,stream_id}'::text[])::text, e'\n'
                        order by version) from ledger.mt_events e where stream_id = $1
                        """,
                    "select (to_jsonb(s) - '{id,timestamp,created}'::text[])::text from "
                        + "ledger.mt_streams s where id = $1",
                    """
                        select string_agg((to_jsonb(s) - 'portfolio')::text, e'\n' order by position, kind, key)
                        from ledger.journal_subject s where portfolio = $1
                        """,
                    """
                        select string_agg((to_jsonb(r) - 'portfolio')::text, e'\n' order by external_id, reported_at)
                        from ledger.import_row r where portfolio = $1
                        """,
                ]
        )
            Assert.Equal(
                (await TextAsync(rows, "twin")).Replace(
                    "\"twin\"",
                    "\"nyc\"",
                    StringComparison.Ordinal
                ),
                await TextAsync(rows, Portfolio.Value)
            );
    }

    [Fact]
    public async Task What_an_import_did_not_decide_on_the_newest_book_is_not_written()
    {
        using var file =
            new SampleFile("2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,");
        await ImportAsync(Samples.Mapping, file.Name);
        var head = (await _keeper.FreshHeadAsync(Portfolio, Cancel))!;
        var now = DateTimeOffset.UtcNow;
        var rehearsal = new Rehearsal(head, now);
        var submission = new Submission(
            Portfolio,
            [new RegisterDepartment(Key.Parse("late"), "Late")],
            Samples.Mapping.Caller()
        )
        {
            Claim = new("elsewhere", "late", now),
        };
        Assert.Null(rehearsal.Try(submission));
        Assert.IsType<Answer.Receipt>(await _journal.Submit(Live(), Cancel));
        var appended = await _writer.AppendAsync(new(
            [new(submission, rehearsal.EntriesFrom(0))], rehearsal.Book, []), Cancel)
            .SingleAsync(Cancel);
        Assert.Equal((0, "journal-moved"),
            (appended.Submissions, Assert.IsType<Answer.Unavailable>(appended.Fault).Code));
        Assert.Equal(head.Position + 1, await _keeper.LastPositionAsync(Portfolio, Cancel));
    }

    [Fact]
    public async Task While_an_import_runs_other_writers_are_told_to_wait()
    {
        using var file =
            new SampleFile("2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,");
        await ImportAsync(Samples.Mapping, file.Name);
        await using (var held = await ImportLock.TryTakeAsync(_source, Portfolio, Cancel))
        {
            Assert.NotNull(held);
            Assert.Null(await ImportLock.TryTakeAsync(_source, Portfolio, Cancel));
            await Assert.ThrowsAsync<ImportException>(() =>
                ImportAsync(Samples.Mapping, file.Name));
            var busy = Assert.IsType<Answer.Unavailable>(await _journal.Submit(Live(), Cancel));
            Assert.Equal("import-running", busy.Code);
        }
        Assert.IsType<Answer.Receipt>(await _journal.Submit(Live(), Cancel));
    }

    [Fact]
    public async Task An_import_waits_for_a_commit_that_is_under_way()
    {
        await using var writer = await _source.OpenConnectionAsync(Cancel);
        await using var transaction = await writer.BeginTransactionAsync(Cancel);
        await RunAsync(writer,
            "select pg_try_advisory_xact_lock_shared(hashtextextended('import:nyc', 0))");
        var taking = ImportLock.TryTakeAsync(_source, Portfolio, Cancel);
        while (!taking.IsCompleted && !await RunAsync(writer,
            "select count(*) > 0 from pg_locks where locktype = 'advisory' and not granted"
            + " and database = (select oid from pg_database where datname = current_database())"))
            Cancel.ThrowIfCancellationRequested();
        await transaction.CommitAsync(Cancel);
        await using var held = await taking;
        Assert.NotNull(held);
    }

    private static async Task<bool> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task<string> TextAsync(string sql, string portfolio)
    {
        await using var command = _source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = portfolio });
        return Assert.IsType<string>(await command.ExecuteScalarAsync(Cancel));
    }

    private static Submission Live() => new(
        Portfolio, [new SetPortfolioBudget(
            "2026", new("The board agreed to it."), Capex: new(1_000, default))],
        new(new Actor("alice", Role.Approver)));

    private Task<ImportReport> ImportAsync(
        Mapping mapping, string path, ImportOptions options = default) =>
        new Importer(ImportTarget.Create(_source, _keeper, _journal, _writer), TimeProvider.System)
            .RunAsync(mapping, Portfolio, path, options, null, Cancel);

    private async Task<decimal?> BudgetAsync(string day)
    {
        var on = DateOnly.Parse(day);
        var end = new DateTimeOffset(on.AddDays(1), default, TimeSpan.Zero).AddTicks(-10);
        var position = await _keeper.PositionAtAsync(Portfolio, end, Cancel);
        return CapitalProjects.BudgetOf(
            await _keeper.AtAsync(Portfolio, position, on, Cancel), "nyc-18");
    }
}
