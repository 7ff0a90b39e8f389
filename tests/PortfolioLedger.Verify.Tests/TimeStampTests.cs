using System.Diagnostics;

namespace PortfolioLedger.Verify.Tests;

/// <summary>A time-stamp over the checkpoint, with <c>openssl ts</c> as the authority.</summary>
public sealed class TimeStampTests
{
    private const string Configuration = """
        [tsa]
        default_tsa = own
        [own]
        serial = serial
        crypto_device = builtin
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        ess_cert_id_alg = sha256
        [extensions]
        extendedKeyUsage = critical,timeStamping
        """;

    [Fact]
    public async Task A_stamp_of_the_checkpoint_is_read_and_one_of_something_else_is_found()
    {
        using var folder = new TemporaryFolder();
        var log = SampleLog.Golden();
        File.WriteAllText(folder["ts.cnf"], Configuration);
        File.WriteAllText(folder["serial"], "01\n");
        File.WriteAllBytes(folder["checkpoint"], log.Note().ToBytes());
        File.WriteAllText(folder["other"], "something else");
        Shell(folder.Path, "openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem "
            + "-subj /CN=Authority -addext extendedKeyUsage=critical,timeStamping");
        foreach (var name in (string[])["checkpoint", "other"])
        {
            Shell(folder.Path,
                $"openssl ts -query -data {name} -sha256 -cert -out {name}.tsq");
            Shell(folder.Path, $"openssl ts -reply -config ts.cnf -section own -queryfile "
                + $"{name}.tsq -out {name}.tsr");
        }

        using var good = new TemporaryFile(await BundleAsync(log, folder["checkpoint.tsr"]));
        var answer = await Verifier.RunAsync("log", good.Path, "--json");
        var other = await Verifier.FailureOfAsync(await BundleAsync(log, folder["other.tsr"]));

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("CN=Authority", (string?)answer.Json["timeStampBy"]);
        Assert.Equal("the time-stamp is not one of the checkpoint", other?.Message);
    }

    private static async Task<byte[]> BundleAsync(SampleLog log, string stamp)
    {
        using var target = new MemoryStream();
        using var bundle = await EvidenceBundleWriter.StartAsync(
            target, log.Note(), log.Key.Verifier, new(1, log.Leaves.Count));
        foreach (var leaf in log.Leaves)
            await bundle.AddEventAsync(leaf);
        foreach (var tile in bundle.Tiles)
            await bundle.AddTileAsync(tile, log.TileOf(tile, log.Hashes(log.Leaves.Count)));
        await bundle.AddTimeStampAsync(File.ReadAllBytes(stamp));
        await bundle.FinishAsync([]);
        return target.ToArray();
    }

    private static void Shell(string folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = folder, RedirectStandardError = true,
        })!;
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, errors);
    }
}
