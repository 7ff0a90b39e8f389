using System.IO.Compression;
using CsCheck;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Archives of stored files: one form, of which every byte counts.</summary>
public sealed class StoredZipTests
{
    [Fact]
    public void Files_are_read_as_they_were_written_by_us_and_by_others() =>
        Gen.Byte.Array[0, 2000].Array[0, 5].Sample(files =>
        {
            using var archive = new MemoryStream(Written(files));
            var zip = StoredZipReader.Open(archive);
            Assert.Equal(files.Length, zip.Files.Length);
            foreach (var (content, file) in files.Zip(zip.Files))
                Assert.Equal(content, zip.ReadAll(file, 2000));
            archive.Position = 0;
            using var other = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var (content, entry) in files.Zip(other.Entries))
            {
                using var read = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(read);
                Assert.Equal(content, read.ToArray());
                Assert.Equal(1980, entry.LastWriteTime.Year);
            }
        }, iter: 200);

    [Fact]
    public void Any_change_of_a_byte_any_end_and_any_byte_more_is_refused()
    {
        var archive = Written([[1, 2, 3], [], [4]]);
        for (var at = 0; at < archive.Length; at++)
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])archive.Clone();
                changed[at] ^= (byte)(1 << bit);
                Assert.Throws<FormatException>(() => ReadAll(changed));
            }
        for (var length = 0; length < archive.Length; length++)
            Assert.Throws<FormatException>(() => ReadAll(archive[..length]));
        for (var at = 0; at <= archive.Length; at++)
            Assert.Throws<FormatException>(
                () => ReadAll([.. archive[..at], 0, .. archive[at..]]));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("/root")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("ä")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("a/")]
    public async Task A_name_that_leads_out_of_a_folder_is_none(string name)
    {
        using var zip = new StoredZipWriter(Stream.Null);

        await Assert.ThrowsAsync<FormatException>(async () => await zip.BeginAsync(name));
    }

    [Fact]
    public async Task More_files_than_an_archive_can_hold_are_refused_with_words()
    {
        using var zip = new StoredZipWriter(Stream.Null);
        for (var i = 0; i < StoredZip.MaxFiles; i++)
        {
            await zip.BeginAsync($"f{i}", TestContext.Current.CancellationToken);
            await zip.EndAsync(TestContext.Current.CancellationToken);
        }

        var fault = await Assert.ThrowsAsync<ArchiveTooLargeException>(
            async () => await zip.BeginAsync("one"));

        Assert.Contains("ask for a shorter range", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_bytes_come_they_are_refused_with_words() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
            Assert.Throws<FormatException>(() => ReadAll(bytes)), iter: 5000);

    private static void ReadAll(byte[] bytes)
    {
        using var archive = new MemoryStream(bytes);
        var zip = StoredZipReader.Open(archive);
        foreach (var file in zip.Files)
            zip.ReadAll(file, int.MaxValue);
    }

    private static byte[] Written(byte[][] files)
    {
        using var target = new MemoryStream();
        using var zip = new StoredZipWriter(target);
        foreach (var (index, content) in files.Index())
        {
            zip.BeginAsync($"folder/{index}.txt").AsTask().Wait();
            zip.WriteAsync(content).AsTask().Wait();
            zip.EndAsync().AsTask().Wait();
        }
        zip.FinishAsync().AsTask().Wait();
        return target.ToArray();
    }
}
