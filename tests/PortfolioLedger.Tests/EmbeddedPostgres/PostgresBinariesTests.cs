using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class PostgresBinariesTests
{
    private static readonly PostgresLocations Here = PostgresLocations.OfThisMachine();
    private static readonly PostgresLocations Nowhere = new([], ["/nonexistent"]);

    [Fact]
    public void The_packaged_PostgreSQL_comes_first()
    {
        Assert.SkipUnless(Here.Packaged.Any(Directory.Exists), "npm packages not installed.");
        Assert.Equal(18, Locate(Here).Major);
        Assert.Contains(Locate(Here).Folder, Here.Packaged);
    }

    [Fact]
    public async Task An_installed_PostgreSQL_serves_when_there_is_no_package()
    {
        await using var home = new Home();
        await using var server = await EmbeddedServer.StartAsync(
            home.Options with { Places = Installed() });
        var version = await Home.QueryAsync<string>(server.ConnectionString, "show server_version");
        Assert.StartsWith(Locate(Installed()).Version, version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_does_not_run_here_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs executable scripts.");
        await using var home = new Home();
        foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
            WriteScript(home, program, "exit 127");
        var broken = Installed() with { Packaged = [home.Path] };
        Assert.NotEqual(home.Path, Locate(broken).Folder);
    }

    [Fact]
    public async Task PostgreSQL_14_is_too_old()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs executable scripts.");
        await using var home = new Home();
        foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
            WriteScript(home, program, "echo 'postgres (PostgreSQL) 14.9'");
        var old = new PostgresLocations([], [home.Path]);
        Assert.Throws<EmbeddedServerException>(() => Locate(old));
    }

    [Fact]
    public async Task Of_several_installed_ones_the_newest_is_taken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs executable scripts.");
        await using var older = new Home();
        await using var newer = new Home();
        foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
        {
            WriteScript(older, program, "echo 'postgres (PostgreSQL) 16.9 (Debian 16.9-1)'");
            WriteScript(newer, program, "echo 'postgres (PostgreSQL) 17rc1'");
        }
        Assert.Equal(newer.Path, Locate(new([], [older.Path, newer.Path])).Folder);
    }

    [Fact]
    public void Without_any_PostgreSQL_the_message_says_what_to_install()
    {
        var failure = Assert.Throws<EmbeddedServerException>(() => Locate(Nowhere));
        Assert.Contains("Node.js 20", failure.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Ledger", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_major_version_is_not_touched()
    {
        await using var home = new Home();
        Directory.CreateDirectory(home.Cluster);
        await File.WriteAllTextAsync(
            Path.Combine(home.Cluster, "PG_VERSION"), "99\n",
            TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(home.StartAsync);
        Assert.Contains("written by PostgreSQL 99", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["PG_VERSION"], Directory.GetFileSystemEntries(home.Cluster)
            .Select(Path.GetFileName));
    }

    private static PostgresBinaries Locate(PostgresLocations places) =>
        PostgresBinaries.Locate(places, ServerAccount.For("/nonexistent"), null);

    private static PostgresLocations Installed()
    {
        var places = Here with { Packaged = [] };
        Assert.SkipUnless(
            places.Installed.Any(folder => File.Exists(Path.Combine(folder, "initdb"))),
            "No PostgreSQL is installed on this machine.");
        return places;
    }

    private static void WriteScript(Home home, string program, string line)
    {
        Directory.CreateDirectory(home.Path);
        File.WriteAllText(home[program], $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home[program], (UnixFileMode)0b111_101_101);
    }
}
