using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Clients;

/// <summary>
/// Clients are generated from the description of a running ledger, compiled, and make ten typical
/// calls each: opening, a batch, proposals, a budget, a refusal, views of a past day, pages,
/// events.
/// </summary>
public sealed class GeneratedClientTests : IAsyncLifetime
{
    private readonly Home _home = new();
    private LedgerProcess _ledger = null!;
    private DescriptionFolder _description = null!;

    private string Address => _ledger.Http.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Starts a ledger with the demo, on a port of its own.</summary>
    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerProcess.StartAsync(_home, demo: "true");
        _description = await DescriptionFolder.OfAsync(await _ledger.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _ledger?.Dispose();
        _description?.Dispose();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task A_client_in_CSharp_compiles_and_makes_ten_typical_calls()
    {
        (
            await ClientTools.DotnetAsync(
                "kiota",
                "generate",
                "--language",
                "CSharp",
                "--openapi",
                _description.File,
                "--output",
                _description["generated"],
                "--namespace-name",
                "Ledger.Client",
                "--class-name",
                "LedgerClient",
                "--exclude-backward-compatible",
                "--log-level",
                "Error"
            )
        ).AssertPassed();
        (
            await ClientTools.DotnetAsync(
                "build",
                "csharp/Calls.csproj",
                $"-p:Client={_description.Folder}",
                "-nodeReuse:false",
                "-v:quiet",
                "--nologo"
            )
        ).AssertPassed();

        var calls = await ClientTools.DotnetAsync(_description["bin/net10.0/Calls.dll"], Address);

        AssertTenCalls(calls);
    }

    [Fact]
    public async Task A_client_in_TypeScript_compiles_and_makes_ten_typical_calls()
    {
        // Beside its packages, where the compiler and Node.js look for them.
        using var beside = new ScratchFolder(Path.Combine(ClientTools.Folder, "typescript"));
        File.Copy(Path.Combine(ClientTools.Folder, "typescript", "calls.ts"), beside["calls.ts"]);
        (
            await ClientTools.NodeAsync(
                "node_modules/openapi-typescript/bin/cli.js",
                _description.File,
                "--output",
                beside["ledger.d.ts"]
            )
        ).AssertPassed();
        (
            await ClientTools.NodeAsync(
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--noUncheckedIndexedAccess",
                "--target",
                "es2022",
                "--module",
                "nodenext",
                beside["calls.ts"]
            )
        ).AssertPassed();

        var calls = await ClientTools.NodeAsync(beside["calls.js"], Address);

        AssertTenCalls(calls);
    }

    private static void AssertTenCalls(ToolResult calls)
    {
        calls.AssertPassed();
        Assert.Equal(
            10,
            calls
                .Output.Split('\n')
                .Count(line => line.StartsWith("ok: ", StringComparison.Ordinal))
        );
    }

    /// <summary>A folder for what is generated, gone afterwards.</summary>
    private sealed class ScratchFolder : IDisposable
    {
        private readonly string _path;

        public ScratchFolder(string parent) =>
            _path = Directory
                .CreateDirectory(Path.Combine(parent, "obj", Guid.NewGuid().ToString("n")[..12]))
                .FullName;

        public string this[string name] => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
