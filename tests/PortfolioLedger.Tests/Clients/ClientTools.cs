using System.Diagnostics;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Clients;

/// <summary>
/// The tools of <c>tests/clients</c>, as programs of their own: linters, a validator, generators
/// and compilers. The build of this project installs them.
/// </summary>
internal static class ClientTools
{
    /// <summary>Where they are, and what they are configured by.</summary>
    public static readonly string Folder = RepositoryFolder.PathOf("tests", "clients");

    /// <summary>More than any of them takes on a slow machine.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(8);

    /// <summary>Runs a script with Node.js.</summary>
    public static Task<ToolResult> NodeAsync(string script, params IEnumerable<string> arguments)
    {
        Assert.True(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "The tools are missing: build tests/PortfolioLedger.Tests with npm at hand, or run "
                + "'npm ci' in tests/clients."
        );
        return RunAsync("node", [script, .. arguments]);
    }

    /// <summary>Runs a command of the .NET SDK.</summary>
    public static Task<ToolResult> DotnetAsync(params IEnumerable<string> arguments) =>
        RunAsync("dotnet", arguments);

    private static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true",
                ["KIOTA_OFFLINE_ENABLED"] = "true",
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["NO_COLOR"] = "1",
                ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
                ["REDOCLY_TELEMETRY"] = "off",
                ["UseSharedCompilation"] = "false",
            },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(MaxDuration);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>
/// A folder with the description of a running ledger in a file; it is gone afterwards.
/// </summary>
internal sealed class DescriptionFolder : IDisposable
{
    private DescriptionFolder(string path) => Folder = path;

    /// <summary>Where tools may write.</summary>
    public string Folder { get; }

    /// <summary>The description.</summary>
    public string File => this["v1.json"];

    /// <summary>The path of another file or folder in it.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>What a host says of itself.</summary>
    public static async Task<DescriptionFolder> OfAsync(LedgerHost host)
    {
        var description = await host.Anonymous.Get("/openapi/v1.json");
        Assert.Equal(200, description.Status);
        return await OfAsync(description.Text);
    }

    /// <summary>A description that was read already.</summary>
    public static async Task<DescriptionFolder> OfAsync(string description)
    {
        var folder = new DescriptionFolder(Directory.CreateDirectory(TestFolder.New()).FullName);
        await System.IO.File.WriteAllTextAsync(
            folder.File,
            description,
            TestContext.Current.CancellationToken
        );
        return folder;
    }

    /// <summary>Deletes it.</summary>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How a tool ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    /// <summary>
    /// It found nothing wrong; what it said otherwise is the message of the test.
    /// </summary>
    public void AssertPassed() => Assert.True(ExitCode == 0, $"{Output}\n{Errors}");
}
