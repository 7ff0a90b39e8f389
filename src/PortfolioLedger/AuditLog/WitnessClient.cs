using System.Globalization;
using System.Text;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>What a witness answered to a checkpoint.</summary>
internal abstract record WitnessAnswer
{
    /// <summary>It cosigned; the cosignature is verified.</summary>
    /// <param name="Signature">Its line of the note.</param>
    /// <param name="At">The time it states.</param>
    public sealed record Cosigned(NoteSignature Signature, DateTimeOffset At) : WitnessAnswer;

    /// <summary>It cosigned another size last than it was told.</summary>
    /// <param name="Size">0 for none.</param>
    public sealed record Conflict(long Size) : WitnessAnswer;

    /// <summary>There is no cosignature.</summary>
    /// <param name="Kind">One of <see cref="TroubleKind"/>.</param>
    /// <param name="Detail">A predicate with the witness as its subject.</param>
    /// <param name="OfAll">Whether it is no matter of the portfolio.</param>
    public sealed record Trouble(string Kind, string Detail, bool OfAll = false) : WitnessAnswer;
}

/// <summary>
/// Submits checkpoints to one witness (C2SP tlog-witness), and believes nothing that is not signed
/// by its key over the very checkpoint that was sent.
/// </summary>
internal sealed class WitnessClient(Witness witness, TimeProvider clock) : IDisposable
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string SizeType = "text/x.tlog.size";

    private readonly BoundedHttp _http = new();

    /// <summary>Submits a checkpoint.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="signedAt">When the log signed it.</param>
    public async Task<WitnessAnswer> SubmitAsync(
        WitnessRequest request, DateTimeOffset signedAt, CancellationToken cancel)
    {
        BoundedAnswer answer;
        try
        {
            answer = await _http.PostAsync(witness.Address,
                Encoding.UTF8.GetBytes(request.ToString()), "text/plain", cancel);
        }
        catch (NoAnswerException none)
        {
            return new WitnessAnswer.Trouble(TroubleKind.Unreachable, none.Message, OfAll: true);
        }
        return answer.Status switch
        {
            _ when answer.Body is null => Invalid(
                $"sent more than {BoundedHttp.MostBytes / 1024} KiB; a cosignature is a line"),
            StatusCodes.Status200OK => ReadCosignature(request.Note, answer.Body, signedAt),
            StatusCodes.Status409Conflict => ReadConflict(answer, request),
            var status => OfStatus(status, request, answer.Location),
        };
    }

    public void Dispose() => _http.Dispose();

    private WitnessAnswer ReadCosignature(
        SignedNote sent, byte[] body, DateTimeOffset signedAt)
    {
        SignedNote note;
        try
        {
            note = SignedNote.Parse([.. Encoding.UTF8.GetBytes(sent.Text + "\n"), .. body]);
        }
        catch (FormatException)
        {
            return Invalid("answered with something else than lines of signatures");
        }
        // An empty line in the answer would move the end of the text.
        if (note.Text != sent.Text)
            return Invalid("answered with something else than lines of signatures");
        if (note.Signatures.LastOrDefault(s => s.IsBy(witness.Key)) is not { } line)
            return Invalid($"cosigned with another key than {witness.Key}");
        try
        {
            var said = Cosignature.Of(note with { Signatures = [line] }, witness.Key)!;
            if (said.At > clock.GetUtcNow() + Tolerance)
                return Invalid("stated a time in the future: its clock is wrong, or "
                    + "this machine's");
            return said.At < signedAt - Tolerance
                ? Invalid("stated a time before the checkpoint was signed: its clock is wrong, or "
                    + "this machine's")
                : new WitnessAnswer.Cosigned(line, said.At);
        }
        catch (FormatException)
        {
            return Invalid("sent a cosignature that is forged, or of another checkpoint");
        }
    }

    /// <summary>
    /// Where both sizes are the same the roots are what differs: there are two histories.
    /// </summary>
    private static WitnessAnswer ReadConflict(BoundedAnswer answer, WitnessRequest request)
    {
        var said = ReadSize(answer);
        var size = Checkpoint.Parse(request.Note.Text).Size;
        return request.OldSize != size || said is WitnessAnswer.Conflict { Size: var other }
            && other != size ? said
            : new WitnessAnswer.Trouble(TroubleKind.Contradicts,
                $"cosigned another root of the same size, {size}: evidence that two histories of "
                + "one log were signed");
    }

    private static WitnessAnswer ReadSize(BoundedAnswer answer)
    {
        var text = Encoding.ASCII.GetString(answer.Body!);
        return answer.MediaType == SizeType
            && long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture,
                out var size)
            && text == string.Create(CultureInfo.InvariantCulture, $"{size}\n")
            ? new WitnessAnswer.Conflict(size)
            : Invalid($"answered 409 without the size that it cosigned last ({SizeType})");
    }

    private static WitnessAnswer.Trouble OfStatus(
        int status, WitnessRequest request, Uri? location) => status switch
    {
        StatusCodes.Status400BadRequest => Refused("does not understand the request (400)"),
        StatusCodes.Status403Forbidden => Refused(
            "does not accept the key of the log (403): give its operator the keys under log/key"),
        StatusCodes.Status404NotFound => Refused(
            $"does not know the log {Checkpoint.Parse(request.Note.Text).Origin} (404): give its "
            + "operator the origin and the keys under log/key, and check the address"),
        StatusCodes.Status422UnprocessableEntity when request.OldSize == 0 => Invalid(
            "refuses a first checkpoint, which needs no proof (422)"),
        StatusCodes.Status422UnprocessableEntity => new(TroubleKind.Contradicts,
            $"found that the checkpoint of size {Checkpoint.Parse(request.Note.Text).Size} does "
            + $"not extend the one of size {request.OldSize} that it cosigned: evidence that "
            + "history was lost or forked. Compare that checkpoint with the log"),
        >= 300 and < 400 => Refused(
            $"redirects to {(location is null ? "nowhere" : Short(location))}; redirects are not "
            + "followed: correct the address"),
        StatusCodes.Status429TooManyRequests or >= 500 =>
            new(TroubleKind.Unreachable, $"answered {status}", OfAll: true),
        _ => Refused($"answered {status}"),
    };

    private static WitnessAnswer.Trouble Refused(string detail) =>
        new(TroubleKind.Refused, detail);

    private static WitnessAnswer.Trouble Invalid(string detail) =>
        new(TroubleKind.Invalid, detail);

    private static string Short(Uri location) =>
        location.ToString() is { Length: > 100 } text ? text[..100] + "…" : location.ToString();
}
