using System.IO.Hashing;
using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Writes a <see cref="StoredZip"/> into a stream that only goes forward, one file after another.
/// </summary>
public sealed class StoredZipWriter : IDisposable
{
    private const int Buffered = 64 * 1024;

    private readonly Stream _target;
    private readonly List<StoredFile> _files = [];
    private readonly Crc32 _crc = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[Buffered];
    private int _held;
    private long _written;
    private string? _name;
    private long _start;

    /// <summary>Writes into a stream, which stays open.</summary>
    public StoredZipWriter(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
    }

    /// <summary>Begins a file.</summary>
    /// <exception cref="ArchiveTooLargeException">The archive is full.</exception>
    public async ValueTask BeginAsync(string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_name is not null)
            throw new InvalidOperationException($"'{_name}' is not ended yet.");
        if (_files.Count == StoredZip.MaxFiles)
            throw new ArchiveTooLargeException($"more than {StoredZip.MaxFiles} files");
        (_name, _start) = (StoredZip.Named(name), _written);
        await PutAsync(StoredZip.Header(name), cancel);
    }

    /// <summary>Appends to the file that was begun.</summary>
    /// <exception cref="ArchiveTooLargeException">The archive is full.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        if (_name is null)
            throw new InvalidOperationException("No file is begun.");
        _crc.Append(bytes.Span);
        _hash.AppendData(bytes.Span);
        return PutAsync(bytes, cancel);
    }

    /// <summary>Ends the file that was begun.</summary>
    /// <returns>The file, and its SHA-256 in lower-case hexadecimal digits.</returns>
    public async ValueTask<(StoredFile File, string Sha256)> EndAsync(
        CancellationToken cancel = default)
    {
        var name = _name ?? throw new InvalidOperationException("No file is begun.");
        var file = new StoredFile(
            name, (uint)(_written - _start - StoredZip.HeaderLength(name)),
            _crc.GetCurrentHashAsUInt32(), (uint)_start);
        _crc.Reset();
        await PutAsync(StoredZip.Descriptor(file), cancel);
        _files.Add(file);
        _name = null;
        return (file, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    /// <summary>Writes the directory: the archive is complete.</summary>
    public async ValueTask FinishAsync(CancellationToken cancel = default)
    {
        if (_name is not null)
            throw new InvalidOperationException($"'{_name}' is not ended yet.");
        var start = _written;
        foreach (var file in _files)
            await PutAsync(StoredZip.DirectoryEntry(file), cancel);
        var end = StoredZip.End(_files.Count, (uint)(_written - start), (uint)start);
        await PutAsync(end, cancel);
        await EmptyAsync(cancel);
        await _target.FlushAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private async ValueTask PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _written += bytes.Length;
        if (_written > uint.MaxValue)
            throw new ArchiveTooLargeException("more than 4 GiB");
        if (bytes.Length > _buffer.Length - _held)
            await EmptyAsync(cancel);
        if (bytes.Length > _buffer.Length)
        {
            await _target.WriteAsync(bytes, cancel);
            return;
        }
        bytes.CopyTo(_buffer.AsMemory(_held));
        _held += bytes.Length;
    }

    private async ValueTask EmptyAsync(CancellationToken cancel)
    {
        await _target.WriteAsync(_buffer.AsMemory(0, _held), cancel);
        _held = 0;
    }
}

/// <summary>What was to be put into one archive does not fit.</summary>
public sealed class ArchiveTooLargeException(string what) : Exception(
    $"The archive would have {what}, which it cannot; ask for a shorter range.");
