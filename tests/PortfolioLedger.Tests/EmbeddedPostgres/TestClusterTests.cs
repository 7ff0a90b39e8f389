using Npgsql;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class TestClusterTests
{
    [Fact]
    public async Task Two_test_databases_are_empty_and_know_nothing_of_each_other()
    {
        await using var one = await TestCluster.CreateDatabaseAsync();
        await using var other = await TestCluster.CreateDatabaseAsync();
        await TestDatabase.ExecuteAsync(one.ConnectionString, "create table only_here (id int)");
        Assert.Equal(1L, await TablesAsync(one));
        Assert.Equal(0L, await TablesAsync(other));
    }

    private static async Task<object?> TablesAsync(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            "select count(*) from pg_tables where schemaname = 'public'");
        return await command.ExecuteScalarAsync();
    }
}
