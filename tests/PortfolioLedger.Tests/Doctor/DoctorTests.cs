using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.Cli;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Doctor;
using PortfolioLedger.Tests.Journaling;
using Spectre.Console;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Doctor;

/// <summary>What the examination finds.</summary>
public sealed class DoctorTests
{
    // Not enough for others who change what is stored: the guards are off only in these tests.
    private const string Unguarded = "alter table ledger.mt_events disable trigger all;"
        + "alter table ledger.mt_streams disable trigger all;";

    private const string Guarded = """
        ;alter table ledger.mt_events enable always trigger append_only;
        alter table ledger.mt_events enable always trigger append_only_truncate;
        alter table ledger.mt_streams enable always trigger append_only;
        alter table ledger.mt_streams enable always trigger append_only_truncate
        """;

    [Fact]
    public async Task A_sound_ledger_passes_every_check()
    {
        await using var patient = await Patient.StartAsync();
        var report = await patient.ExamineAsync();
        // The server of the tests forgoes durability, which is said and nothing else.
        Assert.Equal(["durability"],
            report.Checks.Where(c => c.Status != CheckStatus.Ok).Select(c => c.Check));
        Assert.Equal(1, report.ExitCode);
        Assert.Equal(["versions", "connection", "durability", "roles", "schema", "append-only",
            "log-key", "audit-log", "positions", "recorded-times", "receipts", "fold",
            "known-times", "subjects", "personal-texts",
            "book-snapshots"], report.Checks.Select(c => c.Check));
        Assert.StartsWith("2, equal", report.Checks[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update ledger.mt_streams set version = version + 1", "positions")]
    [InlineData("delete from ledger.mt_events where version = 2", "positions")]
    [InlineData(
        "update ledger.mt_events set timestamp = '2020-01-01' where version = 3",
        "recorded-times"
    )]
    [InlineData("update ledger.mt_events set user_name = 'mallory' where version = 2", "receipts")]
    [InlineData("update ledger.journal_receipt set position = 999", "receipts")]
    [InlineData("delete from ledger.journal_subject where key = 'works'", "subjects")]
    [InlineData("update ledger.journal_subject set key = 'other' where key = 'works'", "subjects")]
    [InlineData("update ledger.sealed_text set text = 'Wonderful.'", "personal-texts")]
    [InlineData("update ledger.sealed_text set position = 2", "personal-texts")]
    [InlineData("update ledger.sealed_text set text = null", "personal-texts")]
    [InlineData("update ledger.sealed_text set salt = null, erased_on = '2026-01-01'",
        "personal-texts")]
    [InlineData("update ledger.sealed_text set text = null, salt = null, "
        + "erased_on = '2026-01-01', erased_position = 5", "personal-texts")]
    [InlineData("update ledger.book_checkpoint set book = (select book from ledger.book_checkpoint "
        + "where position = 2) where position = 4", "book-snapshots")]
    [InlineData("update ledger.mt_events set data = '{\"nonsense\":1}' where version = 2", "fold")]
    public async Task What_contradicts_itself_is_a_violation(string tampering, string check)
    {
        await using var patient = await Patient.StartAsync();
        await patient.Node.ExecuteAsync(Unguarded + tampering + Guarded);
        var report = await patient.ExamineAsync();
        Assert.Contains(report.Checks, c =>
            c.Check == check && c.Status == CheckStatus.Violated && c.Portfolio == "capital");
        Assert.Equal(3, report.ExitCode);
    }

    [Fact]
    public async Task Guards_that_are_off_are_a_fault()
    {
        await using var patient = await Patient.StartAsync();
        await patient.Node.ExecuteAsync(
            "alter table ledger.mt_events disable trigger append_only_truncate");
        var guards = (await patient.ExamineAsync()).Checks.Single(c => c.Check == "append-only");
        Assert.Equal(CheckStatus.Failed, guards.Status);
        Assert.Contains("23 of 24", guards.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_words_are_no_fault()
    {
        await using var patient = await Patient.StartAsync();
        await patient.EraseAsync();
        var texts = (await patient.ExamineAsync()).Checks.Single(c => c.Check == "personal-texts");
        Assert.Equal((CheckStatus.Ok, "match what the events commit to; 1 erased"),
            (texts.Status, texts.Detail));
    }

    [Fact]
    public async Task Words_that_are_gone_without_an_event_are_a_fault_and_no_contradiction()
    {
        await using var patient = await Patient.StartAsync();
        await patient.Node.ExecuteAsync("delete from ledger.sealed_text");
        var report = await patient.ExamineAsync();
        Assert.DoesNotContain(report.Checks, c => c.Status == CheckStatus.Violated);
        var texts = report.Checks.Single(c => c.Check == "personal-texts");
        Assert.Equal(CheckStatus.Failed, texts.Status);
        Assert.Contains("1 are missing", texts.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text = 'Too loud.', salt = '\\x00000000000000000000000000000000', "
        + "erased_on = null, erased_position = null", "there again")]
    [InlineData("erased_position = 1", "otherwise")]
    [InlineData("text = 'Too loud.'", "neither open nor erased")]
    public async Task Words_that_came_back_are_a_violation(string tampering, string said)
    {
        await using var patient = await Patient.StartAsync();
        await patient.EraseAsync();
        await patient.Node.ExecuteAsync($"update ledger.sealed_text set {tampering}");
        var texts = (await patient.ExamineAsync()).Checks.Single(c => c.Check == "personal-texts");
        Assert.Equal(CheckStatus.Violated, texts.Status);
        Assert.Contains(said, texts.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_ledger_is_a_fault_and_stays_as_it_is()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        await using var node = JournalNode.Restarted(database.ConnectionString);
        var report = await Patient.ExamineAsync(node);
        Assert.Equal(
            ("schema", CheckStatus.Failed),
            (report.Checks[^1].Check, report.Checks[^1].Status)
        );
        Assert.Equal(
            0,
            await node.QueryAsync<long>(
                "select count(*) from pg_namespace where nspname = 'ledger'"
            )
        );
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_fault()
    {
        await using var node = JournalNode.Restarted("Host=127.0.0.1;Port=1;Username=x;Password=x");
        var report = await Patient.ExamineAsync(node);
        Assert.Equal(
            ("connection", 1),
            (report.Checks.Single().Check, report.ExitCode)
        );
    }

    [Fact]
    public void The_report_is_a_table_or_one_json_document()
    {
        var report = new DoctorReport([
            new("fold", "capital", CheckStatus.Violated, "ends [early]"),
        ]);
        Assert.Matches(@"fold\W+capital\W+violated\W+ends \[early\]", Written(report, json: false));
        var json = System.Text.Json.JsonElement.Parse(Written(report, json: true));
        Assert.Equal(("violated", 3),
            (json.GetProperty("status").GetString(), json.GetProperty("exitCode").GetInt32()));
        Assert.Equal("violated", json.GetProperty("checks")[0].GetProperty("status").GetString());
    }

    private static string Written(DoctorReport report, bool json)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        DoctorCommand.Write(report, json, console);
        return output.ToString();
    }

    /// <summary>A small ledger with something of everything in it.</summary>
    private sealed class Patient(TestDatabase database, JournalNode node) : IAsyncDisposable
    {
        public JournalNode Node { get; } = node;

        public static async Task<Patient> StartAsync()
        {
            var database = await TestCluster.CreateDatabaseAsync();
            var node = await JournalNode.StartAsync(
                database.ConnectionString, new() { SnapshotEvery = 2 });
            await node.OpenAsync(Capital);
            await node.Submit(Capital, "a key", Department("works"));
            await node.Record(Capital, Department("roads"));
            await node.Record(Capital, new ReceiveFeedback(
                Key.Parse("fb-1"), SealedText.Seal("Too loud.", new byte[16]), Channel: "survey"));
            await Wait.UntilAsync(async () =>
                await node.QueryAsync<long>("select count(*) from ledger.book_checkpoint") == 2);
            return new(database, node);
        }

        public Task EraseAsync() => Node.Record(Capital, new ErasePersonalTexts(
            new(SubjectKind.Feedback, Key.Parse("fb-1")), "Asked for in writing"));

        public Task<DoctorReport> ExamineAsync() => ExamineAsync(Node);

        public static async Task<DoctorReport> ExamineAsync(JournalNode node)
        {
            using var store = DocumentStore.For(marten =>
                PortfolioLedger.Journaling.Setup.LedgerStore.Configure(marten, node.Source)
            );
            return await new LedgerDiagnostics(
                store,
                node.Source,
                node.Reader,
                new(
                    node.Source,
                    NullLogger<PortfolioLedger.Journaling.Books.BookSnapshots>.Instance
                ),
                PortfolioLedger.Messaging.MailSettings.Nowhere,
                new(node.Source, new(TestFolder.New(), null, null, TimeSpan.Zero))
            ).ExamineAsync((_, _, _) => { }, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
