using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace PortfolioLedger.Http;

/// <summary>
/// The body of an answer, held back until it is whole, so that headers can tell about all of it.
/// What grows beyond <see cref="MaxBytes"/> or is streamed goes on at once, without having been
/// seen whole.
/// </summary>
/// <param name="onward">Where it goes.</param>
/// <param name="isHead">Whether only its headers are asked for.</param>
/// <param name="seal">
/// Completes the headers: of the whole body, or null where nobody has seen it whole.
/// </param>
internal sealed class BufferedBody(
    IHttpResponseBodyFeature onward, bool isHead, Action<ReadOnlySequence<byte>?> seal)
    : PipeWriter, IHttpResponseBodyFeature
{
    /// <summary>The longest body that is held back, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly PipeOptions Unlimited = new(
        pauseWriterThreshold: 0, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false);

    private Pipe _held = new(Unlimited);
    private Stream? _stream;
    private long _count;
    private long _unflushed;
    private bool _isStreamed;
    private bool _isSent;

    /// <summary>Whether the request asks for headers only: nothing of the body is sent.</summary>
    public bool IsHead => isHead;

    /// <summary>Whether nothing was written yet.</summary>
    public bool IsEmpty => _count == 0;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    private PipeWriter Target => _isSent && !isHead ? onward.Writer : _held.Writer;

    /// <summary>Forgets what was written: another answer takes its place.</summary>
    public void Discard()
    {
        End();
        _held = new(Unlimited);
        (_count, _unflushed) = (0, 0);
    }

    /// <summary>The answer is whole: sends what was held.</summary>
    public Task EndAsync() =>
        _isSent
            ? Task.CompletedTask
            : SendAsync(isWhole: !_isStreamed && _count <= MaxBytes, default);

    public override Memory<byte> GetMemory(int sizeHint = 0) => Target.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Target.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        Target.Advance(bytes);
        _count += bytes;
        _unflushed += bytes;
    }

    public override async ValueTask<FlushResult> FlushAsync(
        CancellationToken cancellationToken = default
    )
    {
        _unflushed = 0;
        if (isHead)
            return default;
        if (_isSent)
            return await onward.Writer.FlushAsync(cancellationToken);
        if (_isStreamed || _count > MaxBytes)
            await SendAsync(isWhole: false, cancellationToken);
        return default;
    }

    /// <summary>
    /// Headers of a streamed answer go at once; those of others when it is whole.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_isStreamed && !_isSent)
            await SendAsync(isWhole: false, cancellationToken);
    }

    public void DisableBuffering()
    {
        _isStreamed = true;
        onward.DisableBuffering();
    }

    public Task SendFileAsync(
        string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        await EndAsync();
        await onward.CompleteAsync();
    }

    /// <summary>Who writes is done; the answer ends with the request.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public override void CancelPendingFlush() => onward.Writer.CancelPendingFlush();

    private async Task SendAsync(bool isWhole, CancellationToken cancel)
    {
        await _held.Writer.FlushAsync(cancel);
        var body = _held.Reader.TryRead(out var read) ? read.Buffer : default;
        seal(isWhole ? body : null);
        _isSent = true;
        if (isHead)
            return;
        foreach (var part in body)
            onward.Writer.Write(part.Span);
        await onward.Writer.FlushAsync(cancel);
        End();
    }

    private void End()
    {
        _held.Writer.Complete();
        _held.Reader.Complete();
    }
}
