using CsCheck;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Playback;

/// <summary>What a captured frame becomes on the wire.</summary>
[TestClass]
public sealed class Shaping
{
    [TestMethod]
    [DataRow(0, FrameFate.Runt, 4)]
    [DataRow(13, FrameFate.Runt, 17)]
    [DataRow(14, FrameFate.Good, 64)]
    [DataRow(59, FrameFate.Good, 64)]
    [DataRow(60, FrameFate.Good, 64)]
    [DataRow(61, FrameFate.Good, 65)]
    [DataRow(1514, FrameFate.Good, 1518)]
    [DataRow(1518, FrameFate.Good, 1522)]
    [DataRow(1519, FrameFate.Oversize, 1523)]
    [DataRow(65_000, FrameFate.Oversize, 65_004)]
    public void Sizes_decide_as_the_rules_say(int length, FrameFate fate, int wireLength)
    {
        byte[] data = [.. Enumerable.Range(1, length).Select(i => (byte)i)];
        ShapedFrame shaped = new FrameShaper(FrameRules.Default).Shape(
            new CapturedFrame { Data = data, OriginalLength = length });
        Assert.AreEqual(fate, shaped.Fate);
        Assert.AreEqual(wireLength, shaped.WireBytes.Length);
        Assert.IsTrue(Fcs.IsValid(shaped.WireBytes));
        CollectionAssert.AreEqual(data, shaped.WireBytes[..length].ToArray());
        Assert.AreEqual(-1, shaped.WireBytes[length..^4].IndexOfAnyExcept((byte)0), "padding is zeros");
        Assert.IsFalse(shaped.WasCut);
    }

    [TestMethod]
    public void The_maximum_can_be_set()
    {
        var shaper = new FrameShaper(new FrameRules { MaximumWireLength = 1518 });
        Assert.AreEqual(FrameFate.Good, shaper.Shape(Frame(new byte[1514])).Fate);
        Assert.AreEqual(FrameFate.Oversize, shaper.Shape(Frame(new byte[1515])).Fate);
    }

    [TestMethod]
    public void Buffers_used_before_leave_no_trace_in_padding()
    {
        var shaper = new FrameShaper(FrameRules.Default);
        byte[] ones = new byte[200];
        ones.AsSpan().Fill(0xFF);
        shaper.Shape(Frame(ones));
        Assert.AreEqual(-1, shaper.Shape(Frame(ones[..20])).WireBytes[20..60].IndexOfAnyExcept((byte)0));
    }

    [TestMethod]
    public void A_declared_FCS_is_verified_and_a_wrong_one_stays_wrong() =>
        Gen.Select(Gen.Byte.Array[18, 1522], Gen.UInt).Sample((frame, error) =>
        {
            Fcs.Seal(frame);
            uint correct = Fcs.Compute(frame.AsSpan(0, frame.Length - 4));
            BitConverter.TryWriteBytes(frame.AsSpan(frame.Length - 4), correct ^ error);
            ShapedFrame shaped = new FrameShaper(FrameRules.Default).Shape(
                new CapturedFrame { Data = frame, OriginalLength = frame.Length, FcsLength = 4 });
            Assert.AreEqual(error == 0 ? FrameFate.Good : FrameFate.BadFcs, shaped.Fate);
            Assert.AreEqual(error == 0, Fcs.IsValid(shaped.WireBytes));
            if (frame.Length >= 64)
            {
                CollectionAssert.AreEqual(frame, shaped.WireBytes.ToArray());
            }
        });

    [TestMethod]
    [DataRow(TruncatedFrames.Pad, FrameFate.Good)]
    [DataRow(TruncatedFrames.Drop, FrameFate.Truncated)]
    public void A_cut_frame_is_filled_with_zeros_or_left_out(TruncatedFrames choice, FrameFate fate)
    {
        byte[] data = [.. Enumerable.Range(1, 96).Select(i => (byte)i)];
        ShapedFrame shaped = new FrameShaper(new FrameRules { Truncated = choice }).Shape(
            new CapturedFrame { Data = data, OriginalLength = 1000 });
        Assert.AreEqual(fate, shaped.Fate);
        Assert.IsTrue(shaped.WasCut);
        Assert.AreEqual(1004, shaped.WireBytes.Length);
        CollectionAssert.AreEqual(data, shaped.WireBytes[..96].ToArray());
        Assert.AreEqual(-1, shaped.WireBytes[96..1000].IndexOfAnyExcept((byte)0));
        Assert.IsTrue(Fcs.IsValid(shaped.WireBytes));
    }

    [TestMethod]
    [DataRow(100, 96)]
    [DataRow(98, 96)]
    [DataRow(50, 50)]
    public void Of_a_cut_frame_with_a_declared_FCS_only_the_frame_is_kept(int captured, int kept)
    {
        byte[] data = new byte[captured];
        data.AsSpan().Fill(0xEE);
        int original = captured == 50 ? 104 : 100;
        ShapedFrame shaped = new FrameShaper(FrameRules.Default).Shape(
            new CapturedFrame { Data = data, OriginalLength = original, FcsLength = 4 });
        Assert.AreEqual(original, shaped.WireBytes.Length);
        Assert.AreEqual(kept, shaped.WireBytes[..^4].LastIndexOf((byte)0xEE) + 1);
        Assert.AreEqual(captured == 100 ? FrameFate.BadFcs : FrameFate.Good, shaped.Fate);
    }

    private static CapturedFrame Frame(byte[] data) => new() { Data = data, OriginalLength = data.Length };
}
