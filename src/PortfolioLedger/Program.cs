using PortfolioLedger;
using PortfolioLedger.EmbeddedPostgres;

var builder = WebApplication.CreateBuilder(args);
await using var database = await LedgerDatabase.ServeAsync(
    builder.Configuration, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, default);
builder.AddLedger(database.ConnectionString);
var app = builder.Build();
app.MapLedger();
await app.RunAsync();
