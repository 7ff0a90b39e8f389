using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http;

/// <summary>
/// A body that came compressed; what cannot be unpacked is a problem of its sender.
/// </summary>
internal sealed class DecompressedBody(Stream unpacking) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await unpacking.ReadAsync(buffer, cancellationToken);
        }
        // Which of them it is differs from coding to coding.
        catch (Exception garbled)
            when (garbled is InvalidDataException or InvalidOperationException)
        {
            throw new ProblemException(
                Problem.Create(
                    "malformed-content-encoding",
                    "The body cannot be unpacked: it is damaged, cut off, or not in the coding "
                        + "that Content-Encoding names."
                )
            );
        }
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacking.Dispose();
        base.Dispose(disposing);
    }
}
