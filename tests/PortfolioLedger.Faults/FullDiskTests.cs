using System.Diagnostics;

namespace PortfolioLedger.Faults;

public sealed class FullDiskTests
{
    private static readonly int Times = LongRuns.Times(1, 10);

    [Fact, Trait("fault", "F06")]
    public async Task A_full_disk_is_said_leaves_nothing_in_part_and_recording_goes_on_with_space()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Needs root on Linux, for a file system of its own.");
        await using var disk = await SmallDisk.MountAsync();
        await using var ledger = await Installation.WithServerAsync(disk["data"]);
        using var node = await ledger.StartAsync();
        await Writers.OpenAsync(node.Http);
        await using var recording = ledger.Writers.Begin(() => node.Http, 8);
        for (var i = 0; i < Times; i++)
        {
            await ledger.Writers.MoreAsync(30);
            disk.Fill();
            // Until nothing can be recorded any more, and that is said.
            await Wait.UntilAsync(async () =>
            {
                var intent = ledger.Intents.Ask();
                await ledger.Writers.SubmitAsync(node.Http, intent);
                return ledger.Intents.Read().Find(i => i.Number == intent.Number)!.Status == 503;
            });
            disk.Empty();
            await ledger.Writers.MoreAsync(30);
        }
        await recording.StopAsync();
        var submissions = await ledger.AssertSoundAsync(node, examined: true);
        FaultReport.Tell("F06",
            $"The disk of the database ran full under load {Times} times: 503, and recording "
            + $"went on when there was space; {submissions:n0} submissions are sound, none is "
            + "there in part");
    }

    /// <summary>A file system in memory that is soon full.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly string _at = TestFolder.New();

        public string this[string name] => Path.Combine(_at, name);

        public static async Task<SmallDisk> MountAsync()
        {
            var disk = new SmallDisk();
            Directory.CreateDirectory(disk._at);
            Assert.SkipUnless(await RunAsync("mount",
                "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk._at) == 0,
                "A file system may not be mounted here.");
            return disk;
        }

        /// <summary>Takes all the space that is left.</summary>
        public void Fill()
        {
            using var ballast = File.Create(this["ballast"]);
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    ballast.Write(block);
                    ballast.Flush();
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }

        public void Empty() => File.Delete(this["ballast"]);

        public async ValueTask DisposeAsync()
        {
            await Wait.UntilAsync(async () => await RunAsync("umount", _at) == 0);
            Directory.Delete(_at);
        }

        private static async Task<int> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
            })!;
            await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
    }
}
