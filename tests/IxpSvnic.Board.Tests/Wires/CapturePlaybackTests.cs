using IxpSvnic.Sim.State;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Board.Tests.Wires;

[TestClass]
public sealed class CapturePlaybackTests
{
    [TestMethod]
    public void A_restored_player_goes_on_in_its_capture_where_it_was()
    {
        string path = Path.Combine(Path.GetTempPath(), $"player-{Guid.NewGuid():N}.pcap");
        try
        {
            WriteCapture(path, 40);
            PortBench whole = Playing(path);
            whole.Events.RunTo(1_000_000);
            Assert.AreEqual(40, whole.Ledger.WireIn);

            PortBench first = Playing(path);
            first.Events.RunTo(50_000);
            using MemoryStream stream = new();
            StateVisitor.Saving(stream).Visit(first);
            stream.Position = 0;
            PortBench second = Playing(path);
            StateVisitor.Restoring(stream).Visit(second);
            second.Events.RunTo(1_000_000);
            Assert.AreEqual(StateVisitor.Hash(whole), StateVisitor.Hash(second));
            Assert.AreEqual(40, second.Ledger.WireIn);
            CollectionAssert.AreEqual(
                whole.In[0].All.Select(f => f.FirstBit).ToList(),
                first.In[0].All.Concat(second.In[0].All).Select(f => f.FirstBit).ToList());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static PortBench Playing(string path)
    {
        PortBench bench = new();
        bench.BringUp();
        bench.Players[0].Play(new CapturePlayer(path));
        return bench;
    }

    private static void WriteCapture(string path, int frames)
    {
        using FileStream stream = File.Create(path);
        using BinaryWriter writer = new(stream);
        writer.Write(0xa1b2c3d4);
        writer.Write((ushort)2);
        writer.Write((ushort)4);
        writer.Write(0L);
        writer.Write(65535);
        writer.Write(1);
        for (int i = 0; i < frames; i++)
        {
            byte[] frame = TestFrames.Good(60 + i, i);
            writer.Write(1_000);
            writer.Write(i);
            writer.Write(frame.Length);
            writer.Write(frame.Length);
            writer.Write(frame);
        }
    }
}
