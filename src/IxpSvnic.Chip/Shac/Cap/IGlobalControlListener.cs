namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>Is told of writes to the global control CSRs: resets, time stamp enable, flash alias.</summary>
public interface IGlobalControlListener
{
    /// <summary>A register at an offset from 0x4A00 has gone from one value to another.</summary>
    void OnGlobalControl(int offset, uint value, uint before);
}
