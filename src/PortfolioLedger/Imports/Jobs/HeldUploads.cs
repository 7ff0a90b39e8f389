using System.Collections.Immutable;
using System.Security.Cryptography;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// A file that somebody looks at before it is imported, with all they said about it.
/// </summary>
/// <param name="Id">Not to be guessed.</param>
/// <param name="Portfolio">Into which portfolio.</param>
/// <param name="HeldBy">Who sent it; nobody else sees it.</param>
/// <param name="Path">Where it lies on this node.</param>
/// <param name="File">What its sender calls it.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Mapping">The name of what reads it.</param>
/// <param name="List">Which list it holds; null when its header or its sheets say it.</param>
internal sealed record HeldUpload(
    Guid Id, Key Portfolio, string HeldBy, string Path, string File, long Bytes, string Mapping,
    string? List)
{
    /// <summary>Columns that were mapped by hand.</summary>
    public ImmutableSortedDictionary<string, string> Columns { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>How it is going to be imported.</summary>
    public ImportOptions Options { get; init; }

    /// <summary>The dry run that tells what would be recorded; null when its header does not fit.
    /// </summary>
    public Guid? DryRun { get; init; }

    /// <summary>When it is deleted.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>
/// Files between a look at them and their import. They lie on this node, for an hour from when
/// they were last touched, and no more than so many.
/// </summary>
internal sealed class HeldUploads(TimeProvider clock, ILogger<HeldUploads> log) : BackgroundService
{
    /// <summary>The most files that one person has; a further one takes the place of the oldest.
    /// </summary>
    public const int MaxOfOne = 4;

    /// <summary>The most files of all, and the most bytes of all.</summary>
    public const int MaxOfAll = 32;

    private const long MaxBytesOfAll = 8L * ImportUpload.MaxFileBytes;

    /// <summary>How long a file stays that nobody touches.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Lock _holding = new();
    private readonly Dictionary<Guid, HeldUpload> _held = [];

    /// <summary>Keeps a file; null when there are too many.</summary>
    public HeldUpload? TryAdd(HeldUpload upload)
    {
        lock (_holding)
        {
            RemoveExpired();
            var own = _held.Values
                .Where(h => h.HeldBy == upload.HeldBy).OrderBy(h => h.Until).ToArray();
            foreach (var oldest in own.SkipLast(MaxOfOne - 1))
                Remove(oldest);
            if (_held.Count >= MaxOfAll
                || _held.Values.Sum(h => h.Bytes) + upload.Bytes > MaxBytesOfAll)
                return null;
            return _held[upload.Id] = upload with { Until = clock.GetUtcNow() + Kept };
        }
    }

    /// <summary>An id for a file.</summary>
    public static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>A file that somebody looks at; null when it is not, or not any more, theirs.
    /// </summary>
    public HeldUpload? Find(Key portfolio, Guid id, string heldBy)
    {
        lock (_holding)
        {
            RemoveExpired();
            return _held.TryGetValue(id, out var held)
                && held.Portfolio == portfolio && held.HeldBy == heldBy ? held : null;
        }
    }

    /// <summary>Keeps what was said about a file since.</summary>
    public void Update(HeldUpload upload)
    {
        lock (_holding)
            if (_held.ContainsKey(upload.Id))
                _held[upload.Id] = upload with { Until = clock.GetUtcNow() + Kept };
    }

    /// <summary>Gives a file to who imports it, once.</summary>
    public bool TryTake(HeldUpload upload)
    {
        lock (_holding)
            return _held.Remove(upload.Id);
    }

    /// <summary>Deletes a file.</summary>
    public void Discard(HeldUpload upload)
    {
        lock (_holding)
            Remove(upload);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                lock (_holding)
                    RemoveExpired();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The folder of uploads is deleted as a whole.
        }
    }

    private void RemoveExpired()
    {
        var now = clock.GetUtcNow();
        foreach (var expired in _held.Values.Where(h => h.Until <= now).ToArray())
            Remove(expired);
    }

    private void Remove(HeldUpload upload)
    {
        if (!_held.Remove(upload.Id))
            return;
        try
        {
            File.Delete(upload.Path);
        }
        catch (IOException fault)
        {
            log.LogWarning(fault, "The upload {Path} is not deleted", upload.Path);
        }
    }
}
