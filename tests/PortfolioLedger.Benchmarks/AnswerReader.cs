using System.Net.Sockets;
using System.Text;

namespace PortfolioLedger.Benchmarks;

/// <summary>Reads HTTP/1.1 answers off a socket: the status, and where each one ends.</summary>
internal sealed class AnswerReader(Socket socket)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    /// <summary>The status of the next answer.</summary>
    public async Task<int> NextAsync()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync();
        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        var body = end + 4;
        if (LengthIn(head) is { } length)
            await UntilAsync(body + length);
        else
            await ChunksAsync(body);
        return int.Parse(head.AsSpan(9, 3));
    }

    private static int? LengthIn(string head)
    {
        const string name = "\r\nContent-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? null : 0;
        var from = at + name.Length;
        var to = head.IndexOf('\r', from);
        return int.Parse(to < 0 ? head.AsSpan(from) : head.AsSpan(from, to - from));
    }

    private async Task UntilAsync(int size)
    {
        while (_filled < size)
            await FillAsync();
        _buffer.AsSpan(size, _filled - size).CopyTo(_buffer);
        _filled -= size;
    }

    private async Task ChunksAsync(int from)
    {
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(from, _filled - from).IndexOf("\r\n"u8)) < 0)
                await FillAsync();
            var size = Convert.ToInt32(Encoding.ASCII.GetString(_buffer, from, line), 16);
            from += line + 2 + size + 2;
            while (_filled < from)
                await FillAsync();
            if (size == 0)
            {
                await UntilAsync(from);
                return;
            }
        }
    }

    private async Task FillAsync()
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled));
        _filled += read > 0 ? read : throw new IOException("the server closed the connection");
    }
}
