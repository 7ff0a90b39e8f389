using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>This program once more, in another role and a process of its own.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Its resident memory, in megabytes.</summary>
    public double Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Its open files and sockets.</summary>
    public int Handles
    {
        get
        {
            _process.Refresh();
            return _process.HandleCount;
        }
    }

    /// <summary>Starts a role that runs until it is stopped.</summary>
    public static Child Start(params string[] role) => new(Process.Start(Info(role, read: false))!);

    /// <summary>Runs a role to its end; answers with the number it prints last.</summary>
    public static async Task<double> MeasureAsync(params string[] role) =>
        double.Parse(await LastLineAsync(role), CultureInfo.InvariantCulture);

    /// <summary>The same for a role that prints a line of JSON last.</summary>
    public static async Task<T> AskAsync<T>(params string[] role) =>
        JsonSerializer.Deserialize<T>(await LastLineAsync(role))!;

    /// <summary>Asks it to stop, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        using var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await ask.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static async Task<string> LastLineAsync(string[] role)
    {
        using var process = Process.Start(Info(role, read: true))!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim().Split('\n')[^1]
            : throw new InvalidOperationException(
                $"{role[0]} ended with {process.ExitCode}: {output}"
            );
    }

    private static ProcessStartInfo Info(string[] role, bool read)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        info.ArgumentList.Add(typeof(Child).Assembly.Location);
        foreach (var argument in role)
            info.ArgumentList.Add(argument);
        info.RedirectStandardOutput = read;
        return info;
    }
}
