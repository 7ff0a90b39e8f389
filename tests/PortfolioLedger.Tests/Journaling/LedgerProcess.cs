using System.Diagnostics;
using System.Net.Http.Headers;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>The real executable on a data directory of its own, reached over HTTP.</summary>
internal sealed class LedgerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string? _ownTemporary;
    private bool _isDisposed;

    private LedgerProcess(Process process, string? ownTemporary) =>
        (_process, _ownTemporary) = (process, ownTemporary);

    /// <summary>Speaks to it as an approver.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(40) };

    /// <summary>Completes when it takes requests.</summary>
    public static Task<LedgerProcess> StartAsync(
        Home home, string demo = "false", bool follow = false, string? temporary = null,
        params IEnumerable<(string Name, string Value)> environment) =>
        StartAsync(home.Path, null, demo, follow, temporary, environment: environment);

    /// <summary>A node on a database that others may use too.</summary>
    public static Task<LedgerProcess> StartAsync(
        TestDatabase database, string demo = "false", bool follow = false,
        params IEnumerable<(string Name, string Value)> environment) =>
        StartAsync("", database, demo, follow, environment: environment);

    /// <summary>The same at an address that is known before, as a proxy has to know it.</summary>
    public static Task<LedgerProcess> StartAtAsync(
        TestDatabase database, string address,
        params IEnumerable<(string Name, string Value)> environment) =>
        StartAsync("", database, "false", true, null, address, environment: environment);

    /// <summary>The same of an earlier release, which must be there.</summary>
    public static Task<LedgerProcess> StartFormerAtAsync(
        TestDatabase database, string address,
        params IEnumerable<(string Name, string Value)> environment) =>
        StartAsync("", database, "false", true, null, address, TestProgram.Former!, environment);

    private static async Task<LedgerProcess> StartAsync(
        string folder, TestDatabase? database, string demo, bool follow, string? temporary = null,
        string address = "http://127.0.0.1:0", string? program = null,
        params IEnumerable<(string Name, string Value)> environment)
    {
        // What a killed process was sent stays there, until the next one starts in the same place.
        var own = temporary is null ? Directory.CreateDirectory(TestFolder.New()).FullName : null;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program ?? TestProgram.File, $"--urls={address}" },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Ledger__DataDirectory"] = folder,
                ["Ledger__Demo"] = demo,
                ["ConnectionStrings__Ledger"] = "",
                ["ReadModels__Follow"] = follow ? "true" : "false",
                ["TMPDIR"] = temporary ?? own,
            },
            RedirectStandardOutput = true,
        };
        database?.TellTo(start);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var ledger = new LedgerProcess(Process.Start(start)!, own);
        try
        {
            ledger.Http.BaseAddress = await ledger.AddressAsync();
            ledger.Http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Persona", "board;approver;finance");
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>kill -9: nothing is finished, nothing tidied up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM: it finishes what must be finished, and ends.</summary>
    public void Terminate() => Signal.Send("TERM", _process.Id);

    /// <summary>SIGSTOP: it stands still, and holds what it holds.</summary>
    public void Freeze() => Signal.Send("STOP", _process.Id);

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public void Thaw() => Signal.Send("CONT", _process.Id);

    /// <summary>The exit code, once it has ended.</summary>
    public async Task<int> EndedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        Http.Dispose();
        if (_ownTemporary is not null)
            Directory.Delete(_ownTemporary, recursive: true);
    }

    private async Task<Uri> AddressAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.StartsWith("Portfolio Ledger ", StringComparison.Ordinal))
            {
                // Nobody reads the rest, and a full pipe would stop the process.
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null,
                    CancellationToken.None);
                return new(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2].TrimEnd(','));
            }
        throw new InvalidOperationException("The ledger ended before it took requests.");
    }
}
