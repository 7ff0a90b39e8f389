using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class LedgerDatabaseTests
{
    [Fact]
    public async Task Without_a_connection_string_the_ledger_has_a_server_of_its_own()
    {
        await using var home = new Home();
        await using var database = await ServeAsync("Ledger:DataDirectory", home.Path);
        Assert.Equal(home.Path, database.DataDirectory);
        Assert.Equal($"embedded PostgreSQL, data in {home.Path}", database.Describe());
        Assert.Equal("ledger", await Home.QueryAsync<string>(
            database.ConnectionString, "select current_database()::text"));
    }

    [Theory]
    [InlineData("garbage;Password=s3cret")]
    [InlineData("Host=127.0.0.1;Colour=s3cret")]
    [InlineData("Host=127.0.0.1;Port=s3cret")]
    public async Task A_text_that_is_no_connection_string_is_refused_in_words(string given)
    {
        var refused = await Assert.ThrowsAsync<EmbeddedServerException>(
            () => ServeAsync("ConnectionStrings:Ledger", given));
        Assert.Contains("Host=localhost;", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_finds_the_database_of_the_serving_app()
    {
        await using var home = new Home();
        await using var serving = await ServeAsync("Ledger:DataDirectory", home.Path);
        await using var used = await LedgerDatabase.UseAsync(
            Configuration("Ledger:DataDirectory", home.Path), NullLogger.Instance);
        Assert.Equal(serving.ConnectionString, used.ConnectionString);
    }

    [Fact]
    public async Task A_named_server_is_used_and_the_database_made_when_missing()
    {
        await using var lent = await TestCluster.CreateDatabaseAsync();
        var wanted = new NpgsqlConnectionStringBuilder(lent.ConnectionString) { Timezone = null };
        wanted.Database += " \"new\"";
        await using (var database = await ServeAsync(
            "ConnectionStrings:Ledger", wanted.ConnectionString))
        {
            Assert.Null(database.DataDirectory);
            Assert.Equal("UTC", await Home.QueryAsync<string>(
                database.ConnectionString, "show timezone"));
            Assert.Contains(wanted.Database, database.Describe(), StringComparison.Ordinal);
            Assert.DoesNotContain(wanted.Password!, database.Describe(), StringComparison.Ordinal);
        }
        NpgsqlConnection.ClearPool(new(
            new NpgsqlConnectionStringBuilder(wanted.ConnectionString) { Timezone = "UTC" }
                .ConnectionString));
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(wanted.Database);
        await TestDatabase.ExecuteAsync(
            lent.ConnectionString, $"drop database {quoted} with (force)");
    }

    [Fact]
    public async Task A_named_server_that_does_not_answer_is_said_to_be_so()
    {
        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(() => ServeAsync(
            "ConnectionStrings:Ledger", "Host=127.0.0.1;Port=1;Username=x;Password=secret"));
        Assert.Contains(
            "ConnectionStrings__Ledger", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private static Task<LedgerDatabase> ServeAsync(string key, string value) =>
        LedgerDatabase.ServeAsync(Configuration(key, value), NullLogger.Instance);

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}
