namespace IxpSvnic.Chip.PciUnit;

/// <summary>Acts on writes to a channel's CONTROL register.</summary>
internal interface IDmaControl
{
    void OnControl(int channel, uint written, uint before);
}
