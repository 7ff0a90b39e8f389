using Microsoft.AspNetCore.Connections;
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
catch (OperationCanceledException)
{
    // Ctrl+C before the server listened: nothing has been promised to anybody yet.
    await Console.Error.WriteLineAsync("Stopped before it had started.");
    return 1;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"{taken.Message} Stop the other program, or choose another address with ASPNETCORE_URLS.");
    return 1;
}
