using System.Diagnostics;
using JasperFx.CommandLine;
using Npgsql;
using PortfolioLedger.Cli;

namespace PortfolioLedger.Tests.Cli;

/// <summary>The real executable where there is no ledger: verbs make none.</summary>
public sealed class NoLedgerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-none-");

    // Where tests run as root, PostgreSQL's account passes through as far as its cluster.
    public NoLedgerTests()
    {
        if (!OperatingSystem.IsWindows())
            _folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string[]> VerbsThatBeginNone => new(
        ["export", "--portfolio", "city", "--view", "ranking"],
        ["replay", "--portfolio", "city", "--view", "ranking", "--as-of", "2026-03-31"],
        ["compare", "--portfolio", "city", "--from", "2026-01-01"],
        ["explain", "--portfolio", "city", "--initiative", "croton", "--from", "2026-01-01"],
        ["what-if", "--portfolio", "city", "--without", "3"],
        ["optimise", "--portfolio", "city", "--objective", "score"],
        ["frontier", "--portfolio", "city", "--objective", "score"],
        ["report", "list", "--portfolio", "city"],
        ["report", "run", "funded", "--portfolio", "city"],
        ["doctor", "--json"],
        ["rebuild-read-models"],
        ["demo", "--portfolio", "No Key"],
        ["db-apply"],
        ["import", "nyc-capital-projects", "{file}", "--portfolio", "nyc", "--dry-run"],
        ["import", "nyc-capital-projects", "no-such-file.csv", "--portfolio", "nyc"],
        ["imports", "--portfolio", "city"],
        ["import", "reverse", "0192d000-0000-7000-8000-000000000001", "--portfolio", "city",
            "--reason", "The list of last year"],
        ["erase", "feedback/fb-1", "--portfolio", "city", "--reason", "Asked in writing", "--yes"],
        ["evidence", "--portfolio", "city"],
        ["verify"],
        ["log", "status"],
        ["token", "list"],
        ["move", "city", "east"],
        // Nothing says how the portfolio would be called.
        ["import", "current-lists", "{file}", "--portfolio", "city"]
    );

    [Theory]
    [MemberData(nameof(VerbsThatBeginNone))]
    public async Task A_verb_says_where_it_looked_and_leaves_nothing_behind(string[] arguments)
    {
        var file = Path.Combine(_folder.FullName, "file.csv");
        await File.WriteAllTextAsync(file, "Department\nparks\n", Cancel);
        var (code, output, errors) = await RunAsync(
            "mine", [.. arguments.Select(a => a == "{file}" ? file : a)]);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{arguments[0]}: There is no ledger in "
            + $"{Path.Combine(_folder.FullName, "mine")} (Ledger__DataDirectory is 'mine', "
            + $"relative to {_folder.FullName}). Nothing was made there.",
            errors, StringComparison.Ordinal);
        foreach (var way in new[]
        {
            "set Ledger__DataDirectory", "ConnectionStrings__Ledger", "start the program once",
            "'demo'", "--name",
        })
            Assert.Contains(way, errors, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void Every_verb_is_among_them()
    {
        var tried = VerbsThatBeginNone.Select(row => row.Data[0]).ToHashSet();
        Assert.All(Verbs.Own, verb => Assert.Contains(CommandFactory.CommandNameFor(verb), tried));
    }

    [Fact]
    public async Task An_absolute_directory_is_named_as_it_is()
    {
        var home = Path.Combine(_folder.FullName, "mine");
        var (_, _, errors) = await RunAsync(home, "doctor");
        Assert.StartsWith(
            $"doctor: There is no ledger in {home}. Nothing was made there.",
            errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "help", "replay")]
    [InlineData(0, "import", "template", "current-lists")]
    [InlineData(2, "export", "--no-such-flag", "any")]
    [InlineData(2, "import", "current-lists")]
    public async Task What_needs_no_ledger_is_answered_without_one(
        int expected, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync("mine", arguments);
        Assert.Equal(expected, code);
        Assert.DoesNotContain("There is no ledger", errors, StringComparison.Ordinal);
        Assert.NotEqual("", output);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task An_import_that_names_its_portfolio_begins_a_ledger()
    {
        var file = Path.Combine(_folder.FullName, "file.csv");
        await File.WriteAllTextAsync(file, "Key,Name\nparks,Parks\n", Cancel);
        string[] import = ["import", "current-lists", file, "--portfolio", "city", "--name", "City",
            "--currency", "EUR"];
        var (code, _, errors) = await RunAsync("mine", [.. import, "--dry-run"]);
        Assert.Equal(1, code);
        (code, _, errors) = await RunAsync("mine", import);
        Assert.True(code == 0, errors);
        (code, var output, _) = await RunAsync(
            "mine", "export", "--portfolio", "city", "--view", "departments", "--format", "csv");
        Assert.Equal(0, code);
        Assert.Contains("parks,Parks", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_ledger_stays_as_it_is()
    {
        await using var lent = await TestCluster.CreateDatabaseAsync();
        var (code, _, errors) = await RunOnAsync(
            ("ConnectionStrings__Ledger", lent.ConnectionString),
            "export", "--portfolio", "city", "--view", "ranking");
        Assert.Equal(1, code);
        var at = new NpgsqlConnectionStringBuilder(lent.ConnectionString);
        Assert.StartsWith(
            $"export: There is no ledger in the database {at.Database} on {at.Host}:{at.Port}.",
            errors, StringComparison.Ordinal);
        Assert.DoesNotContain(at.Password!, errors, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(lent.ConnectionString);
        await using var schema = source.CreateCommand("select to_regnamespace('ledger')::text");
        Assert.Equal(DBNull.Value, await schema.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_database_that_is_missing_is_not_made()
    {
        await using var lent = await TestCluster.CreateDatabaseAsync();
        var wanted = new NpgsqlConnectionStringBuilder(lent.ConnectionString);
        wanted.Database += "-none";
        var (code, _, errors) = await RunOnAsync(
            ("ConnectionStrings__Ledger", wanted.ConnectionString), "doctor");
        Assert.Equal(1, code);
        Assert.Contains($"There is no ledger in the database {wanted.Database}", errors,
            StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(lent.ConnectionString);
        await using var made = source.CreateCommand(
            "select count(*) from pg_database where datname = $1");
        made.Parameters.Add(new() { Value = wanted.Database });
        Assert.Equal(0L, await made.ExecuteScalarAsync(Cancel));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<(int Code, string Output, string Errors)> RunAsync(
        string dataDirectory, params string[] arguments) =>
        RunOnAsync(("Ledger__DataDirectory", dataDirectory), arguments);

    private async Task<(int Code, string Output, string Errors)> RunOnAsync(
        (string Name, string Value) place, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File },
            Environment = { [place.Name] = place.Value },
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return await VerbProcess.RunAsync(start);
    }
}
