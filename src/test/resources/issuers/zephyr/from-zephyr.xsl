<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:env="urn:zephyr:envelope" xmlns:card="urn:zephyr:card">
  <xsl:param name="status"/>
  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="document-node()[$status eq 404][not(*)]">
    <answer><decision>NEVER_SEEN</decision></answer>
  </xsl:template>

  <xsl:template match="/env:Envelope[env:Body/card:Registered]">
    <answer>
      <decision>{map { 'yes': 'APPROVED', 'no': 'DECLINED', 'ask': 'VERIFICATION_REQUIRED' }(env:Body/card:Registered/@is)}</decision>
      <requestId>{env:Header/@id}</requestId>
      <tokenReference>{env:Body/card:Registered/@token}</tokenReference>
      <verificationMethods>
        <xsl:for-each select="env:Body/card:Registered/card:Ask">
          <method><id>{@no}</id><type>{@by}</type><hint>{.}</hint></method>
        </xsl:for-each>
      </verificationMethods>
    </answer>
  </xsl:template>
</xsl:stylesheet>
