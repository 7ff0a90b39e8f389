using PortfolioLedger.BrowserTests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// dotnet run --project tests/PortfolioLedger.Browser.Tests -- --screenshots docs/images
return args switch
{
    ["--screenshots", var folder] => await Screenshots.MakeAsync(folder),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
