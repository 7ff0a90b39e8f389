using PortfolioLedger;
using PortfolioLedger.Access;
using PortfolioLedger.EmbeddedPostgres;

try
{
    return await LedgerProgram.RunAsync(args);
}
catch (Exception refused) when (refused is EmbeddedServerException or StartRefusedException)
{
    // What the reader can do something about needs no stack.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
