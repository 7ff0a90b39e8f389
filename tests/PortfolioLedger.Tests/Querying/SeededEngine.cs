using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Privacy;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Querying;

/// <summary>The read engine on a journal with a year in it: no host, no HTTP.</summary>
public sealed class SeededEngine : IAsyncLifetime
{
    public static readonly Key Portfolio = Key.Parse(SeededJournal.Portfolio);

    private TestDatabase? _database;
    private JournalNode? _node;

    internal ViewEngine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _node = await JournalNode.StartAsync(_database.ConnectionString);
        await new SeededJournal(_node.Journal).SeedAsync();
        Engine = new(_node.Keeper, _node.Reader, new(_node.Keeper, TimeProvider.System),
            new ViewCache(new(256 * 1024 * 1024)),
            new SealedTexts(_node.Source), new StoredDocuments(_node.Source));
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
