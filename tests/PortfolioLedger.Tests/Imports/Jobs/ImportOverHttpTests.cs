using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports.Jobs;

/// <summary>Imports as they are sent over HTTP, on the real journal.</summary>
public sealed class ImportOverHttpTests(SharedLedger shared)
{
    private const string Initiatives =
        "Initiative,Initiative name,Stage,Budget 2026\r\ncroton,Croton Falls,active,600\r\n"
        + "dam,Old dam,doing,5\r\n";

    [Fact]
    public async Task A_dry_run_is_the_default_and_writes_nothing()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(portfolio, "mapping=current-lists");
        Assert.Equal(200, reply.Status);
        Assert.Equal(("succeeded", "dry-run"), ((string?)reply.Json["state"],
            (string?)reply.Json["report"]!["outcome"]));
        var rows = reply.Json["report"]!["rows"]!;
        Assert.Equal(
            (2, 1, 1),
            ((int)rows["read"]!, (int)rows["imported"]!, (int)rows["refused"]!)
        );
        var fault = reply.Json["report"]!["refused"]![0]!["faults"]![0]!;
        Assert.Equal(("Stage", "doing", "unknown-value"), ((string?)fault["column"],
            (string?)fault["value"], (string?)fault["code"]));
        Assert.Equal("Proposed the project Croton Falls",
            (string?)reply.Json["report"]!["preview"]![1]!["sentence"]);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task With_dryRun_false_it_is_recorded_and_again_nothing_is_appended()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(portfolio, "mapping=current-lists&dryRun=false");
        Assert.Equal("imported", (string?)reply.Json["report"]!["outcome"]);
        Assert.Equal(600m, (decimal)reply.Json["report"]!["controlTotals"]![1]!["recorded"]!);
        var position = await portfolio.PositionAsync();
        Assert.Equal(5, position);
        var view = await portfolio.Contributor.Get(portfolio.PathOf("initiatives"));
        Assert.Equal(("croton", 600), ((string?)view.Json["items"]![0]!["initiative"],
            (int)view.Json["items"]![0]!["budget"]!));
        Assert.True((bool)view.Json["asOf"]!["claimed"]!);
        var before = await portfolio.Contributor.Get(
            portfolio.PathOf("initiatives?asOfPosition=1")
        );
        Assert.False((bool)before.Json["asOf"]!["claimed"]!);
        var history = await portfolio.Contributor.Get(portfolio.PathOf("timeline"));
        Assert.Equal([true, true, true, true, false],
            history.Json["items"]!.AsArray().Select(i => (bool)i!["claimed"]!));
        Assert.Equal("import:current-lists", (string?)history.Json["items"]![0]!["actor"]);
        await PostAsync(portfolio, "mapping=current-lists&dryRun=false");
        Assert.Equal(position, await portfolio.PositionAsync());
        var past = await Administrator(portfolio).Get(portfolio.PathOf("imports"));
        Assert.Equal(2, past.Json["items"]!.AsArray().Count);
        Assert.Equal(1, (int)past.Json["items"]![0]!["report"]!["rows"]!["unchanged"]!);
    }

    [Fact]
    public async Task A_list_that_says_another_sponsor_revises_the_initiative()
    {
        var portfolio = await shared.OpenAsync();
        const string list = "Initiative,Initiative name,Sponsor,Summary\r\n"
            + "croton,Croton Falls,maria,A new intake\r\n";
        await PostAsync(portfolio, "mapping=current-lists&dryRun=false", list);
        var before = await portfolio.PositionAsync();
        var reply = await PostAsync(portfolio, "mapping=current-lists&dryRun=false",
            list.Replace("maria", "omar", StringComparison.Ordinal));

        Assert.DoesNotContain("no decision", reply.Text, StringComparison.Ordinal);
        var line = (await portfolio.Contributor.Get(portfolio.PathOf("timeline")))
            .Json["items"]![0]!;
        Assert.Equal(
            ("initiative-revised", "Changed the sponsor of Croton Falls from maria to omar", true),
            ((string?)line["type"], (string?)line["sentence"], (bool)line["claimed"]!));
        Assert.Equal(("omar", "maria"), (await SponsorAsync("initiatives/croton"),
            await SponsorAsync($"initiatives/croton?asOfPosition={before}")));

        async Task<string?> SponsorAsync(string path) =>
            (string?)(await portfolio.Contributor.Get(portfolio.PathOf(path))).Json["sponsor"];
    }

    [Fact]
    public async Task Who_does_not_wait_is_told_where_to_ask()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(
            portfolio, "mapping=current-lists", null, ("Prefer", "respond-async"));
        Assert.Contains(reply.Status, (int[])[200, 202]);
        var ended = await EndedAsync(portfolio, reply.Header("Location")!);
        Assert.Equal("succeeded", (string?)ended["state"]);
        Assert.Equal((long)ended["progress"]!["total"]!, (long)ended["progress"]!["done"]!);
    }

    [Fact]
    public async Task Opening_balances_open_a_portfolio_that_is_not_there()
    {
        var host = await shared.HostAsync();
        var portfolio = new TestPortfolio(host, $"p-{Guid.NewGuid():n}");
        var path = "mapping=opening-balances&effectiveOn=2026-01-01&name=City&currency=EUR";
        Assert.Equal(200, (await PostAsync(portfolio, path)).Status);
        Assert.Equal(0, await portfolio.PositionAsync());
        await PostAsync(portfolio, path + "&dryRun=false");
        var view = await portfolio.Contributor.Get(
            portfolio.PathOf("initiatives?effectiveOn=2026-01-01"));
        Assert.Equal("croton", (string?)view.Json["items"]![0]!["initiative"]);
    }

    [Theory]
    [InlineData("mapping=nonsense", 400, "invalid-parameter")]
    [InlineData("", 400, "invalid-parameter")]
    [InlineData("mapping=current-lists&dryrun=false", 400, "unknown-parameter")]
    [InlineData("mapping=current-lists&dryRun=no", 400, "invalid-parameter")]
    [InlineData("mapping=current-lists&effectiveOn=today", 400, "invalid-parameter")]
    [InlineData("mapping=current-lists&name=x", 400, "invalid-parameter")]
    [InlineData("mapping=opening-balances", 422, "import-refused")]
    [InlineData("mapping=nyc-capital-projects", 422, "import-refused")]
    public async Task What_cannot_be_imported_is_answered_with_why(
        string query, int status, string code)
    {
        var portfolio = await shared.OpenAsync();
        (await PostAsync(portfolio, query)).AssertProblem(status, code);
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("mapping=current-lists", "Ke\0y,Na\0me\r\ndep,Parks\r\n", 422, "import-refused")]
    [InlineData("mapping=current-lists", "Key,Name\r\nd\0,Pa\0rks\r\n", 200, "")]
    [InlineData("mapping=current-lists&currency=EUR&name=a%00b", "Key,Name\r\ndep,Parks\r\n",
        400, "invalid-parameter")]
    public async Task A_character_that_the_database_cannot_keep_is_no_fault_of_the_ledger(
        string query, string body, int status, string code)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await Administrator(portfolio)
            .Post(
                portfolio.PathOf($"imports?{query}"),
                new StringContent(body)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
                }
            );
        if (status != 200)
            reply.AssertProblem(status, code);
        Assert.Equal(status, reply.Status);
        if (status == 200)
            Assert.Equal((0, 1), ((int)reply.Json["report"]!["rows"]!["imported"]!,
                (int)reply.Json["report"]!["rows"]!["refused"]!));
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData(
        "current-lists",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Key,Name\r\ndep,Parks\r\n",
        "sent as a workbook (.xlsx) and is none"
    )]
    [InlineData(
        "nyc-capital-projects",
        "text/csv",
        "PK\u0003\u0004 and so on",
        "is a workbook (.xlsx), and the mapping 'nyc-capital-projects' reads histories from CSV"
    )]
    [InlineData("current-lists", "text/csv", "PK\u0003\u0004 and so on", "cannot be read as one")]
    public async Task A_workbook_and_a_text_are_not_taken_for_each_other(
        string mapping, string type, string body, string why)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await Administrator(portfolio).Post(
            portfolio.PathOf($"imports?mapping={mapping}"), new StringContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(type) },
            });
        reply.AssertProblem(422, "import-refused");
        Assert.Contains(why, (string)reply.Json["detail"]!, StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task While_another_import_holds_the_portfolio_it_is_to_be_sent_again_later()
    {
        var portfolio = await shared.OpenAsync();
        var source = portfolio.Host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using (await ImportLock.TryTakeAsync(
            source, Key.Parse(portfolio.Key), TestContext.Current.CancellationToken))
        {
            var reply = await PostAsync(portfolio, "mapping=current-lists&dryRun=false");
            reply.AssertProblem(503, "import-running");
            Assert.True(int.Parse(reply.Header("Retry-After")!, CultureInfo.InvariantCulture) > 0);
            Assert.Equal(200, (await PostAsync(portfolio, "mapping=current-lists")).Status);
        }
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(
            200,
            (await PostAsync(portfolio, "mapping=current-lists&dryRun=false")).Status
        );
    }

    [Fact]
    public async Task History_older_than_what_the_ledger_knows_is_told_to_be_out_of_order()
    {
        var portfolio = await shared.OpenAsync();
        using var form = new MultipartFormDataContent
        {
            {
                Csv(
                    Samples.Header
                        + "\r\n2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,\r\n"
                ),
                "file",
                "old.csv"
            },
            {
                new StringContent(
                    Samples.MappingJson.Replace("EUR", "USD", StringComparison.Ordinal)
                ),
                "mapping"
            },
        };

        var reply = await Administrator(portfolio)
            .Post(portfolio.PathOf("imports?dryRun=false"), form);

        Assert.Equal(
            "out-of-order",
            (string?)reply.Json["report"]!["refused"]![0]!["faults"]![0]!["code"]
        );
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task While_an_import_runs_other_writers_are_told_to_come_again()
    {
        var portfolio = await shared.OpenAsync();
        var source = portfolio.Host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using (await ImportLock.TryTakeAsync(
            source, Key.Parse(portfolio.Key), TestContext.Current.CancellationToken))
        {
            var busy = await portfolio.Try("departments", """{"key":"dep","name":"Parks"}""");

            busy.AssertProblem(503, "import-running");
            Assert.NotNull(busy.Header("Retry-After"));
            await portfolio.AssertNothingStoredAsync();
        }
        await portfolio.Do("departments", """{"key":"dep","name":"Parks"}""");
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("contributor")]
    [InlineData("approver")]
    [InlineData("auditor")]
    public async Task Only_an_administrator_imports(string role)
    {
        var portfolio = await shared.OpenAsync();
        (await portfolio.Host.As("somebody", role).Post(
            portfolio.PathOf("imports?mapping=current-lists"), Csv(Initiatives)))
            .AssertProblem(403, "role-required");
        var past = await portfolio.Host.As("somebody", role).Get(portfolio.PathOf("imports"));
        Assert.Equal(role == "auditor" ? 200 : 403, past.Status);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_without_being_kept()
    {
        var portfolio = await shared.OpenAsync();
        var body = new StreamContent(new Blanks(ImportUpload.MaxFileBytes + 1));
        body.Headers.ContentType = new("text/csv");
        (
            await Administrator(portfolio)
                .Post(portfolio.PathOf("imports?mapping=current-lists"), body)
        ).AssertProblem(413, "body-too-large");
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        var portfolio = await shared.OpenAsync();
        (await Administrator(portfolio).Post(
            portfolio.PathOf("imports?mapping=current-lists"), "{}"))
            .AssertProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_form_brings_the_file_and_a_mapping_of_its_own()
    {
        var portfolio = await shared.OpenAsync();
        var mapping = """
            {"name":"mine","kind":"current-lists","source":"My list","rationale":"Imported from my list",
             "file":{"numbers":"1.234,50"},
             "lists":[{"of":"initiatives","externalId":"Nr","fields":{"name":"Titel",
               "budget":{"column":"Budget","for":"2026"}}}]}
            """;
        using var form = new MultipartFormDataContent
        {
            { Csv("Nr;Titel;Budget\r\n7;Brücke;\"1.234,50\"\r\n"), "file", "Liste.csv" },
            { new StringContent(mapping), "mapping" },
        };
        var reply = await Administrator(portfolio)
            .Post(portfolio.PathOf("imports?dryRun=false"), form);
        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(
            ("Liste.csv", "mine"),
            ((string?)reply.Json["file"], (string?)reply.Json["mapping"])
        );
        var view = await portfolio.Contributor.Get(portfolio.PathOf("initiatives"));
        Assert.Equal(1234.5m, (decimal)view.Json["items"]![0]!["requestedBudget"]!);
    }

    [Fact]
    public async Task Columns_that_the_mapping_does_not_know_are_mapped_by_parameters()
    {
        var portfolio = await shared.OpenAsync();
        const string list = "Nr;Stadt, Land;Geld 26\r\n7;Bridge;600\r\n";
        const string query = "mapping=current-lists&dryRun=false&list=initiatives"
            + "&columns=Nr%3DexternalId,Stadt%5C,%20Land%3Dname&columns=Geld%2026%3Dbudget%202026";

        var reply = await PostAsync(portfolio, query, list);

        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal((1, 1), ((int)reply.Json["report"]!["rows"]!["imported"]!,
            (int)reply.Json["report"]!["rows"]!["new"]!));
        var view = await portfolio.Contributor.Get(portfolio.PathOf("initiatives"));
        Assert.Equal("Bridge", (string?)view.Json["items"]![0]!["name"]);
        foreach (var (wrong, why) in ((string, string)[])
        [
            ("list=initiatives&columns=Nr%3Dnothing", "columns"),
            ("columns=Nr%3DexternalId", "columns"), ("list=nothing", "list"),
            ("list=initiatives&columns=Nr", "columns"),
        ])
        {
            var refused = await PostAsync(portfolio, $"mapping=current-lists&{wrong}", list);
            refused.AssertProblem(400, "invalid-parameter");
            Assert.Contains(why, (string)refused.Json["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mapping_is_kept_and_used_by_name()
    {
        var portfolio = await shared.OpenAsync();
        var administrator = Administrator(portfolio);
        var json = """
            {"name":"mine","kind":"current-lists","source":"My list","like":"current-lists",
             "rationale":"Imported from my list","file":{"dates":["dd.MM.yyyy"]}}
            """;
        var path = portfolio.PathOf("imports/mappings/mine");
        Assert.Equal(201, (await PutAsync(administrator, path, json)).Status);
        Assert.Equal(200, (await PutAsync(administrator, path, json)).Status);
        (
            await PutAsync(
                administrator,
                path,
                json.Replace("current-lists\",\n", "no\",", StringComparison.Ordinal)
                    .Replace("Imported from my list", "short", StringComparison.Ordinal)
            )
        ).AssertProblem(422, "invalid-mapping");
        (
            await PutAsync(administrator, portfolio.PathOf("imports/mappings/jira-issues"), json)
        ).AssertProblem(409, "already-exists");
        Assert.Equal(200, (await PostAsync(portfolio, "mapping=mine")).Status);
        var all = await administrator.Get(portfolio.PathOf("imports/mappings"));
        Assert.Contains(all.Json["items"]!.AsArray(), m => (string?)m!["mapping"] == "mine"
            && (string?)m["origin"] == "stored");
        var written = await administrator.Get(path);
        Assert.Equal("dd.MM.yyyy", (string?)written.Json["file"]!["dates"]![0]);
        (await administrator.Get(portfolio.PathOf("imports/mappings/nothing")))
            .AssertProblem(404, "unknown-mapping");
    }

    [Theory]
    [InlineData("format=csv&list=initiatives", "text/csv", "current-lists-initiatives.csv")]
    [InlineData("format=xlsx", "application/vnd.openxml", "current-lists.xlsx")]
    public async Task A_template_can_be_downloaded(string query, string type, string file)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await Administrator(portfolio).Get(
            portfolio.PathOf($"imports/mappings/current-lists/template?{query}"));
        Assert.Equal(200, reply.Status);
        Assert.StartsWith(type, reply.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(file, reply.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_whose_node_stopped_is_found_failed_and_can_be_sent_again()
    {
        var portfolio = await shared.OpenAsync();
        var id = await portfolio.Host.ScalarAsync<Guid>("""
            insert into ledger.import_job (id, portfolio, mapping, file, bytes, dry_run, strict,
                requested_by, state)
            values (gen_random_uuid(), $1, 'current-lists', 'left.csv', 1, false, false, 'ada', 'running')
            returning id
            """, portfolio.Key);
        var job = await Administrator(portfolio).Get(portfolio.PathOf($"imports/{id}"));
        Assert.Equal("failed", (string?)job.Json["state"]);
        Assert.Contains("Send it again", (string?)job.Json["fault"], StringComparison.Ordinal);
        (await Administrator(portfolio).Get(portfolio.PathOf($"imports/{Guid.NewGuid()}")))
            .AssertProblem(404, "unknown-import");
    }

    private static LedgerCaller Administrator(TestPortfolio portfolio) =>
        portfolio.Host.As("ada", "administrator");

    private static Task<Reply> PostAsync(TestPortfolio portfolio, string query, string? text = null,
        params (string, string)[] headers) => Administrator(portfolio).Post(
            portfolio.PathOf($"imports?{query}"), Csv(text ?? Initiatives), headers);

    private static Task<Reply> PutAsync(LedgerCaller caller, string path, string json) =>
        caller.SendAsync(HttpMethod.Put, path, LedgerCaller.Json(Encoding.UTF8.GetBytes(json)));

    private static ByteArrayContent Csv(string text) => new(Encoding.UTF8.GetBytes(text))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
    };

    /// <summary>The import once it has ended; the ledger says when to ask again.</summary>
    private static async Task<JsonNode> EndedAsync(TestPortfolio portfolio, string location)
    {
        JsonNode? job = null;
        await Wait.UntilAsync(async () =>
            (string?)(job = (await Administrator(portfolio).Get(location)).Json)["state"]
                is "succeeded" or "failed");
        return job!;
    }

    /// <summary>A stream of this many blanks that nobody keeps.</summary>
    private sealed class Blanks(long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Fill((byte)' ');
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
