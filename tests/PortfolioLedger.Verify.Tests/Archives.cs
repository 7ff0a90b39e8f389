using System.Security.Cryptography;

namespace PortfolioLedger.Verify.Tests;

/// <summary>Changes bundles as somebody would who knows the format.</summary>
internal static class Archives
{
    /// <summary>Another content of a file, with checksums and manifest made right.</summary>
    public static async Task<byte[]> RewriteAsync(byte[] bundle, string name, byte[] content,
        Func<BundleManifest, BundleManifest>? edit = null)
    {
        using var source = new MemoryStream(bundle);
        var zip = StoredZipReader.Open(source);
        using var target = new MemoryStream();
        using var writer = new StoredZipWriter(target);
        var manifest = BundleManifest.Parse(zip.ReadAll(zip.Files[^1], int.MaxValue));
        manifest = manifest with
        {
            Files =
            [
                .. manifest.Files.Select(file => file.Name != name ? file : new BundleFile(
                    name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)))),
            ],
        };
        manifest = edit?.Invoke(manifest) ?? manifest;
        foreach (var file in zip.Files)
        {
            await writer.BeginAsync(file.Name);
            await writer.WriteAsync(file.Name == name ? content
                : file.Name == EvidenceBundle.Manifest ? manifest.ToBytes()
                : zip.ReadAll(file, int.MaxValue));
            await writer.EndAsync();
        }
        await writer.FinishAsync();
        return target.ToArray();
    }
}
