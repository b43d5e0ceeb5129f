namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>The interrupt controller's raw thread status registers A and B.</summary>
public interface IThreadInterruptSink
{
    /// <summary>A thread has written XSCALE_INT_A (or B).</summary>
    void OnThreadInterrupt(bool isB, int me, int context);
}
