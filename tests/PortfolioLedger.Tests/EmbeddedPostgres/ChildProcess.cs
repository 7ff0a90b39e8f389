using System.Diagnostics;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

/// <summary>
/// Another process that owns the server of a data directory: this test program, told to run
/// <see cref="ChildProcessTests"/> alone.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    public const string HomeVariable = "LEDGER_TEST_CHILD_HOME";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Completes when the child's server takes connections.</summary>
    public static async Task<ChildProcess> StartAsync(Home home)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "PortfolioLedger.Tests");
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? program + ".exe" : program)
        {
            ArgumentList = { "-explicit", "only", "-class", typeof(ChildProcessTests).FullName! },
            Environment = { [HomeVariable] = home.Path },
            RedirectStandardOutput = true,
        };
        var child = new ChildProcess(Process.Start(start)!);
        try
        {
            await child.ReadyAsync(home);
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>kill -9: nothing is stopped, nothing tidied up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private async Task ReadyAsync(Home home)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ready = home["child.ready"];
        while (!File.Exists(ready))
        {
            Assert.False(process.HasExited, "The child process has ended.");
            await Task.Delay(50, limit.Token);
        }
    }
}

public class ChildProcessTests
{
    [Fact(Explicit = true)]
    public async Task Owns_a_server_until_it_is_killed()
    {
        var path = Environment.GetEnvironmentVariable(ChildProcess.HomeVariable);
        Assert.SkipUnless(path is not null, "Only for ChildProcess.");
        var home = new Home { Path = path! };
        await using var server = await home.StartAsync();
        await Home.WriteAsync(server, "written by the child");
        await File.WriteAllTextAsync(home["child.ready"], "");
        await Task.Delay(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }
}
