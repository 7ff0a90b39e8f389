using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;

namespace PortfolioLedger.Benchmarks;

/// <summary>Reads HTTP/1.1 answers off a socket: the status, and where each one ends.</summary>
internal sealed class AnswerReader(Socket socket)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    /// <summary>Takes what has come; the status of the answer if it is complete now.</summary>
    public int? Next()
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = socket.Receive(_buffer.AsSpan(_filled));
        _filled += read > 0 ? read : throw new IOException("the server closed the connection");
        var answer = _buffer.AsSpan(0, _filled);
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (
            head < 0
            || EndOf(answer[..head], answer[(head + 4)..]) is not { } body
            || head + 4 + body > _filled
        )
            return null;
        var status = int.Parse(answer.Slice(9, 3), CultureInfo.InvariantCulture);
        answer[(head + 4 + body)..].CopyTo(answer);
        _filled -= head + 4 + body;
        return status;
    }

    /// <summary>How long the body is; null while that cannot be told.</summary>
    private static int? EndOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.IndexOf("\r\nContent-Length: "u8);
        if (length >= 0)
            return Utf8Parser.TryParse(head[(length + 18)..], out int stated, out _)
                ? stated
                : null;
        return head.IndexOf("chunked"u8) < 0 ? 0 : EndOfChunks(body);
    }

    private static int? EndOfChunks(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (body[at..].IndexOf("\r\n"u8) is >= 0 and var line)
        {
            var size = int.Parse(
                body.Slice(at, line),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture
            );
            at += line + 2 + size + 2;
            if (size == 0)
                return at;
            if (at >= body.Length)
                return null;
        }
        return null;
    }
}
