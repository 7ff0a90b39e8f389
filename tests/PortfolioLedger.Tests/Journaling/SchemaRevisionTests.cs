using System.Security.Cryptography;
using System.Text;
using Marten;
using Npgsql;
using PortfolioLedger.Journaling.Setup;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>Nodes of two releases on one database, while one release replaces the other.</summary>
public sealed class SchemaRevisionTests
{
    [Fact]
    public async Task A_node_of_an_earlier_release_leaves_the_tables_of_a_later_one_alone()
    {
        await using var db = await TestCluster.CreateDatabaseAsync();
        await using (var first = await JournalNode.StartAsync(db.ConnectionString))
            await first.OpenAsync(Capital);
        // What a later release did: a view with one column more, which this one would take away.
        await RunAsync(db, $"""
            drop view bi.alignment;
            create view bi.alignment as select *, 1 as later from ledger.bi_alignment;
            update ledger.schema_revision set revision = {LedgerSchema.Revision + 1}
            """);

        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        await node.Record(Capital, Department("a"));

        Assert.Equal(2, node.Keeper.KnownPosition(Capital));
        await RunAsync(db, "select later from bi.alignment");
    }

    /// <summary>Whoever changes a script raises the revision and states the new hash.</summary>
    [Fact]
    public void A_changed_script_has_a_revision_of_its_own()
    {
        var scripts = string.Concat(
            LedgerSchema.Scripts.Add(LedgerSchema.Grants).Select(LedgerSchema.Script));

        Assert.Equal((6, "0834cf4fe65a2383"), (LedgerSchema.Revision, HashOf(scripts)));
    }

    /// <summary>The same for whoever takes an event store with other tables.</summary>
    [Fact]
    public async Task Other_tables_of_the_event_store_have_a_revision_of_their_own()
    {
        await using var source = NpgsqlDataSource.Create("Host=nowhere.invalid");
        await using var store = DocumentStore.For(
            options => LedgerStore.Configure(options, source));

        Assert.Equal((6, "edef672bdd55c05f"),
            (LedgerSchema.Revision, HashOf(store.Storage.ToDatabaseScript())));
    }

    private static string HashOf(string script) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n"))))[..16];

    private static async Task RunAsync(TestDatabase db, string sql)
    {
        await using var source = NpgsqlDataSource.Create(db.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
