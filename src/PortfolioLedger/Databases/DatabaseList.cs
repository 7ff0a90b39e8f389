using PortfolioLedger.Administration;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Databases;

/// <summary>All databases, for who runs the ledger.</summary>
internal sealed class DatabaseList(LedgerDatabases databases) : IDatabaseList
{
    public string First => DatabaseSettings.Home;

    public IEnumerable<AdministeredDatabase> Others => databases.Others.Select(o =>
        new AdministeredDatabase(o.Name, o.Services.GetRequiredService<ReadModelStanding>(),
            o.Services.GetRequiredService<ServerFigures>()));

    public IEnumerable<(string Name, string Fault)> NotServed => databases.NotServed;
}
