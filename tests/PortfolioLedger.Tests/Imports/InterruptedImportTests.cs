using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// Imports by the real executable that is killed or asked to stop while a piece is copied.
/// </summary>
public sealed class InterruptedImportTests
{
    /// <summary>
    /// One event each: two of the pieces of 10,000 events in which a history is appended.
    /// </summary>
    private const int Rows = 12_000;

    private const int Piece = 10_000;

    private static readonly Key City = Key.Parse("city");

    /// <summary>
    /// Each takes long, and they have much in common: the hardest case goes with every build.
    /// </summary>
    private static void OnlyInALongRun() => Assert.SkipUnless(LongRuns.AreWanted,
        $"In a long run alone: {LongRuns.Variable}=1.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, Piece)]
    public async Task A_killed_app_leaves_whole_pieces_and_the_import_is_sent_again(
        int piece,
        int durable
    )
    {
        if (piece == 1)
            OnlyInALongRun();
        await using var home = new Home();
        using var temporary = new Temporary();
        string? job = null;
        using (var ledger = await LedgerProcess.StartAsync(home, temporary: temporary.Path))
        {
            await OpenOtherAsync(ledger);
            await using var server = await home.FindOrStartAsync();
            var database = server.ConnectionStringTo("ledger");
            await using var held = await HeldCopy.HoldPieceAsync(database, piece,
                async () => job = await SendAsync(ledger, wait: false));
            Assert.Equal(201, await DepartmentAsync(ledger, "other", "meanwhile"));
            if (piece > 1)
                Assert.Equal(503, await DepartmentAsync(ledger, "city", "meanwhile"));
            ledger.Kill();
            Assert.Equal(durable, await EventsAsync(database));
        }
        Assert.NotEmpty(temporary.Uploads());
        using (await LedgerProcess.StartAsync(home, temporary: temporary.Path))
            await Wait.UntilAsync(() => Task.FromResult(temporary.Uploads().Length == 0));
        await JudgeAfterwardsAsync(home, job!);
    }

    [Fact]
    public async Task An_app_that_is_asked_to_stop_finishes_the_piece_and_says_that_it_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        OnlyInALongRun();
        await using var home = new Home();
        string? job = null;
        using (var ledger = await LedgerProcess.StartAsync(home))
        {
            await OpenOtherAsync(ledger);
            await using (var server = await home.FindOrStartAsync())
            await using (await HeldCopy.HoldPieceAsync(server.ConnectionStringTo("ledger"), 1,
                async () => job = await SendAsync(ledger, wait: false)))
            {
                ledger.Terminate();
                // It takes no requests only after it has begun to stop.
                await Wait.UntilAsync(async () => !await AnswersAsync(ledger));
            }
            Assert.Equal(0, await ledger.EndedAsync());
        }
        await using (var server = await home.StartAsync())
        {
            var database = server.ConnectionStringTo("ledger");
            Assert.Equal(Piece, await EventsAsync(database));
            Assert.Equal("failed", await Home.QueryAsync<string>(database,
                $"select state from ledger.import_job where id = '{job!.Split('/')[^1]}'"));
        }
        await JudgeAfterwardsAsync(home, job!);
    }

    [Fact]
    public async Task A_killed_command_leaves_whole_pieces_and_gives_the_portfolio_free()
    {
        OnlyInALongRun();
        await using var home = new Home();
        using var ledger = await LedgerProcess.StartAsync(home);
        await using var server = await home.FindOrStartAsync();
        var database = server.ConnectionStringTo("ledger");
        using var mapping = new SampleFile(Encoding.UTF8.GetBytes(Samples.MappingJson));
        using var history = new SampleFile([.. Enumerable.Range(1, Rows / 4).Select(i =>
            $"2020-01-{1 + (i / 200):00},{i},Bridge {i},DOT,,Bridges,Design,100,,2021-01-01,,")]);
        long durable;
        // A row of the second piece.
        await using (await HeldCopy.TakeRowAsync(database, "City reports", "2990", "2020-01-15"))
        using (var verb = Verb(home, mapping.Name, history.Name))
        {
            await HeldCopy.WaitersAsync(database, 1);
            verb.Kill();
            await verb.WaitForExitAsync(Cancel);
            durable = await EventsAsync(database);
        }
        Assert.InRange(durable, Piece - 10, Piece);

        using (var again = Verb(home, mapping.Name, history.Name))
        {
            var report = JsonNode.Parse(await again.StandardOutput.ReadToEndAsync(Cancel))!;
            await again.WaitForExitAsync(Cancel);
            Assert.Equal(0, again.ExitCode);
            var rows = report["rows"]!;
            Assert.Equal(
                (Rows / 4, 0),
                ((int)rows["imported"]! + (int)rows["recognised"]!, (int)rows["refused"]!)
            );
            Assert.InRange((int)rows["recognised"]!, 1, Rows / 4);
        }
        Assert.Equal(201, await DepartmentAsync(ledger, "city", "later"));
        await using var judge = JournalNode.Restarted(database);
        var all = await judge.AllAsync(City);
        Assert.Equal(
            Rows / 4,
            all.Select(e => e.Entry.Fact)
                .OfType<PortfolioLedger.Core.Initiatives.InitiativeProposed>()
                .Select(p => p.Initiative)
                .Distinct()
                .Count()
        );
        Assert.Equal(
            Rows / 4,
            all.Count(e => Catalogue.KindOf(e.Entry.Fact).Name == "initiative-proposed")
        );
    }

    /// <summary>
    /// The job is not lost, the portfolio free, and the import completes: each row once, in a
    /// journal of which every fold gives the same book.
    /// </summary>
    private static async Task JudgeAfterwardsAsync(Home home, string job)
    {
        using (var ledger = await LedgerProcess.StartAsync(home))
        {
            var found = await ReadAsync(ledger, job);
            Assert.Equal("failed", (string?)found["state"]);
            Assert.Contains("Send it again", (string?)found["fault"], StringComparison.Ordinal);
            var again = await ReadAsync(ledger, await SendAsync(ledger, wait: true));
            Assert.Equal("succeeded", (string?)again["state"]);
            Assert.Equal(
                (Rows, 0),
                (
                    (int)again["report"]!["rows"]!["imported"]!
                        + (int)again["report"]!["rows"]!["unchanged"]!,
                    (int)again["report"]!["rows"]!["refused"]!
                )
            );
            Assert.Equal(201, await DepartmentAsync(ledger, "city", "later"));
            Assert.Equal(201, await DepartmentAsync(ledger, "other", "later"));
        }
        await using var server = await home.StartAsync();
        await using var judge = JournalNode.Restarted(server.ConnectionStringTo("ledger"));
        var all = await judge.AllAsync(City);
        var registered = all.Select(e => e.Entry.Fact)
            .OfType<DepartmentRegistered>()
            .Select(f => f.Department.Value)
            .ToArray();
        Assert.Equal(
            Enumerable.Range(1, Rows).Select(i => $"d-{i:00000}").Append("later"),
            registered
        );
        var folded = await judge.FoldAsync(City, all.Count);
        Assert.Equal(
            PortfolioLedger.Core.Books.BookDigest.Compute(folded),
            await judge.DigestAsync(City)
        );
    }

    private static async Task OpenOtherAsync(LedgerProcess ledger)
    {
        using var opened = await ledger.Http.PostAsJsonAsync("/api/v1/portfolios",
            new { key = "other", name = "Other plan", currency = "USD" }, Cancel);
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<int> DepartmentAsync(
        LedgerProcess ledger,
        string portfolio,
        string key
    )
    {
        using var answer = await ledger.Http.PostAsJsonAsync(
            $"/api/v1/portfolios/{portfolio}/departments", new { key, name = key }, Cancel);
        return (int)answer.StatusCode;
    }

    /// <summary>Sends the list; where to ask for the import.</summary>
    private static async Task<string> SendAsync(LedgerProcess ledger, bool wait)
    {
        var text = new StringBuilder("Key,Name\r\n");
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"d-{i:00000},Department {i}\r\n");
        using var request = Request(HttpMethod.Post, "/api/v1/portfolios/city/imports"
            + "?mapping=current-lists&dryRun=false&name=City&currency=EUR");
        request.Content = new StringContent(text.ToString(), Encoding.UTF8, "text/csv");
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await ledger.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        var location = answer.Headers.Location!.ToString();
        if (wait)
            await Wait.UntilAsync(async () =>
                (string?)(await ReadAsync(ledger, location))["state"] is "succeeded" or "failed");
        return location;
    }

    private static async Task<JsonNode> ReadAsync(LedgerProcess ledger, string location)
    {
        using var request = Request(HttpMethod.Get, location);
        using var answer = await ledger.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Persona ada;administrator");
        return request;
    }

    private static async Task<bool> AnswersAsync(LedgerProcess ledger)
    {
        try
        {
            using var answer = await ledger.Http.GetAsync("/health/live", Cancel);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Task<long> EventsAsync(string database) => Home.QueryAsync<long>(
        database, "select count(*) from ledger.mt_events where stream_id = 'city'");

    private static Process Verb(Home home, string mapping, string file) =>
        Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File,
                "import", mapping, file, "--portfolio", "city", "--json" },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Ledger__DataDirectory"] = home.Path,
                ["ConnectionStrings__Ledger"] = "",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = false,
        })!;

    /// <summary>Where several processes keep their temporary files, one after another.</summary>
    private sealed class Temporary : IDisposable
    {
        public string Path { get; } = Directory.CreateDirectory(TestFolder.New()).FullName;

        public string[] Uploads() => Directory.GetDirectories(Path, "portfolio-ledger-uploads-*");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
