namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Programs that take the place of the firmware's own.</summary>
internal static class Programs
{
    /// <summary>A program whose contexts all stop at once.</summary>
    public const string Nothing = "    ctx_arb[kill]\n";

    /// <summary>Instead of demux: everything goes to VIF 3.</summary>
    public const string EverythingToVif3 = """
        #include "lib/svnic.uc"
        .reg $entry0 $entry1 zero frame desc
        .xfer_order $entry0 $entry1
        .sig volatile work
        .addr work SIG_WORK
        .sig got put_done
            br=ctx[0, begin#]
            ctx_arb[kill]
        begin#:
            immed[zero, 0]
        next_frame#:
            scratch[get, $entry0, zero, (RING_CLASSIFY << 2), 2], ctx_swap[got]
            alu[frame, --, B, $entry0]
            bne[hand_over#]
            ctx_arb[work]
            br[next_frame#]
        hand_over#:
            alu_shf[desc, --, B, $entry1, <<8]
            alu_shf[desc, --, B, desc, >>8]
            alu_shf[desc, desc, OR, 3, <<DESC_SOURCE_SHIFT]
            alu[$entry0, --, B, frame]
            alu[$entry1, --, B, desc]
            scratch[put, $entry0, zero, (RING_HOST << 2), 2], ctx_swap[put_done]
            cap[fast_wr, WORK_TO_HOST, INTERTHREAD_SIG]
            br[next_frame#]

        """;

    /// <summary>The firmware's own program with one piece of text replaced.</summary>
    public static string Changed(string program, string from, string to) => Changed(program, (from, to));

    /// <summary>The firmware's own program with some pieces of text replaced, each where it comes first.</summary>
    public static string Changed(string program, params (string From, string To)[] changes)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Firmware, program));
        foreach ((string from, string to) in changes)
        {
            int at = text.IndexOf(from, StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, at, $"{program} has no '{from}'");
            text = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
        }

        return text;
    }
}
