using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.Imports.Jobs;

namespace PortfolioLedger.Tests.Imports.Jobs;

/// <summary>Where uploads lie, and what becomes of those of a process that is gone.</summary>
public sealed class UploadFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateDirectory(TestFolder.New()).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_of_a_living_process_stay_and_go_with_it()
    {
        using var living = new UploadFolder(_root);
        var file = living.NewFile();
        using var other = new UploadFolder(_root);

        other.RemoveAbandoned(NullLogger.Instance);
        Assert.True(File.Exists(file));

        living.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_nothing_else()
    {
        var left = Directory
            .CreateDirectory(Path.Combine(_root, "portfolio-ledger-uploads-1-x"))
            .FullName;
        File.WriteAllText(Path.Combine(left, "lock"), "");
        File.WriteAllText(Path.Combine(left, "upload"), "Key,Name");
        var another = Directory.CreateDirectory(Path.Combine(_root, "something-else")).FullName;
        using var uploads = new UploadFolder(_root);
        var own = uploads.NewFile();

        uploads.RemoveAbandoned(NullLogger.Instance);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(another) && File.Exists(own));
    }

    [Fact]
    public void Only_the_user_of_the_process_may_enter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are of Unix.");
        if (OperatingSystem.IsWindows())
            return;
        using var uploads = new UploadFolder(_root);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(uploads.NewFile())!));
    }

    [Fact]
    public void A_folder_that_was_tidied_away_is_made_again()
    {
        using var uploads = new UploadFolder(_root);
        Directory.Delete(Path.GetDirectoryName(uploads.NewFile())!, recursive: true);

        Assert.True(File.Exists(uploads.NewFile()));
    }
}
