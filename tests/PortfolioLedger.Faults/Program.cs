using PortfolioLedger.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// dotnet run --project tests/PortfolioLedger.Faults -- [--long] [--only F01,F09] [--seed 7]
//   [--report faults.md]
if (args.Contains("--server") || args.Contains("--internal-msbuild-node"))
    return await TestPlatformTestFramework.RunAsync(
        args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
return FaultOptions.TryTake(args, out var rest, out var wrong)
    ? await ConsoleRunner.Run([.. rest])
    : Wrong(wrong);

static int Wrong(string what)
{
    Console.Error.WriteLine(what);
    return 2;
}
