using Npgsql;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Roles;

/// <summary>
/// A ledger on a server with the ledger's roles: a portfolio, a personal text, and tables in the
/// schemas that are only added to.
/// </summary>
public sealed class LedgerWithRoles : IAsyncLifetime
{
    private LedgerHost? _host;

    internal TestDatabase Database => _host!.Database;

    public async ValueTask InitializeAsync()
    {
        _host = await LedgerHost.StartAsync();
        if (!Database.Connections.AreSeparate)
            return;
        await using (var node = JournalNode.Restarted(Database.ConnectionString))
        {
            await node.Submit(Capital, "a key", Open(Capital));
            await node.Record(Capital, new ReceiveFeedback(
                Key.Parse("fb-1"), SealedText.Seal("Too loud.", new byte[16]), Channel: "survey"));
        }
        await TestDatabase.ExecuteAsync(Database.Connections.Owner, """
            create schema if not exists log;
            create schema if not exists audit;
            create table log.later (id int, leaf bytea);
            create table audit.later (id int, token_hash bytea);
            """);
        await LedgerSchema.MigrateAsync(Database.Connections, [], default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>Says why where the server of the tests has no roles.</summary>
    public void SkipWithoutRoles() => Assert.SkipUnless(Database.Connections.AreSeparate,
        "The server of ConnectionStrings__Ledger has no roles that the tests could log in as.");

    /// <summary>A session of one role, not pooled.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(string role)
    {
        var connectionString = role == "superuser"
            ? Database.ConnectionString : TestCluster.As(Database.ConnectionString, role)!;
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }
                .ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
