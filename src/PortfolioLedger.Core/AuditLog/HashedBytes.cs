using System.Buffers;
using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Hashes what is written with SHA-256, a buffer at a time: a long text is never whole.
/// </summary>
internal sealed class HashedBytes : IBufferWriter<byte>, IDisposable
{
    private const int Usual = 32 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Usual);
    private int _length;

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(_length);

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(_length);

    /// <summary>The hash of everything written, as lower-case hexadecimal digits.</summary>
    internal string Hex()
    {
        Empty();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private byte[] Room(int sizeHint)
    {
        if (_bytes.Length - _length >= Math.Max(sizeHint, 1))
            return _bytes;
        Empty();
        if (_bytes.Length < sizeHint)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(sizeHint);
        }
        return _bytes;
    }

    private void Empty()
    {
        _hash.AppendData(_bytes, 0, _length);
        _length = 0;
    }
}
